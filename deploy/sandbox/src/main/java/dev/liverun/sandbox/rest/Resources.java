package dev.liverun.sandbox.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The resources of one service, in the order of their creation, and the idempotency keys that created them. */
final class Resources {
    private static final int MAX_KEYS = 10_000;

    private final List<FieldRule> rules;
    private final Clock clock;
    private final Map<String, JsonObject> byId = new LinkedHashMap<>();
    private final Map<String, JsonObject> byKey = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
            return size() > MAX_KEYS;
        }
    };

    Resources(List<FieldRule> rules, Clock clock, @Nullable JsonObject state) {
        this.rules = rules;
        this.clock = clock;
        if (state != null) {
            state.getJsonArray("resources").forEach(item -> put((JsonObject) item));
            state.getJsonObject("keys").forEach(entry -> byKey.put(entry.getKey(), (JsonObject) entry.getValue()));
        }
    }

    /** What is wrong with a creation, by field; empty if nothing. */
    Map<String, String> violations(JsonObject body) {
        var violations = new TreeMap<String, String>();
        for (FieldRule rule : rules) {
            String violation = rule.violation(body);
            if (violation != null) {
                violations.put(rule.name(), violation);
            }
        }
        for (String field : body.fieldNames()) {
            if (rules.stream().noneMatch(rule -> rule.name().equals(field))) {
                violations.put(field, "is not known");
            }
        }
        return violations;
    }

    /** The name of a unique field whose value another resource has, or null. */
    @Nullable
    String conflict(JsonObject body) {
        for (FieldRule rule : rules) {
            String value = body.getString(rule.name());
            if (rule.unique()
                    && value != null
                    && !matching(Map.of(rule.name(), value)).isEmpty()) {
                return rule.name();
            }
        }
        return null;
    }

    /** @param initial fields that the service sets itself */
    JsonObject create(JsonObject body, Map<String, String> initial, @Nullable String idempotencyKey) {
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        var resource = new JsonObject().put("id", UUID.randomUUID().toString());
        rules.forEach(rule -> resource.put(rule.name(), body.getString(rule.name())));
        initial.forEach(resource::put);
        resource.put("created_at", now);
        put(resource);
        if (idempotencyKey != null) {
            byKey.put(
                    idempotencyKey, new JsonObject().put("request", body.copy()).put("response", resource.copy()));
        }
        return resource;
    }

    /** The request and response under this idempotency key, or null. */
    @Nullable
    JsonObject earlier(@Nullable String idempotencyKey) {
        return idempotencyKey == null ? null : byKey.get(idempotencyKey);
    }

    @Nullable
    JsonObject find(String id) {
        return byId.get(id);
    }

    boolean delete(String id) {
        return byId.remove(id) != null;
    }

    /** Those whose fields have these values. */
    List<JsonObject> matching(Map<String, String> filter) {
        var found = new ArrayList<JsonObject>();
        for (JsonObject resource : byId.values()) {
            if (filter.entrySet().stream().allMatch(e -> e.getValue().equals(resource.getString(e.getKey())))) {
                found.add(resource);
            }
        }
        return found;
    }

    JsonObject toState() {
        var keys = new JsonObject();
        byKey.forEach(keys::put);
        return new JsonObject()
                .put("resources", new JsonArray(List.copyOf(byId.values())))
                .put("keys", keys);
    }

    private void put(JsonObject resource) {
        byId.put(resource.getString("id"), resource);
    }
}

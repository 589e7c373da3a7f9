package dev.liverun.health.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a session's configuration says about health: {@code integrations} (each by {@code endpoint_id} or {@code name}) and
 * {@code check_interval_seconds}. session-service validates configurations; what cannot be understood here does not
 * restrict.
 *
 * @param entries empty: the session concerns every endpoint
 */
record SessionScope(List<Entry> entries, @Nullable Integer checkIntervalSeconds) {

    /** One integration; exactly one of the two is set. */
    record Entry(@Nullable UUID endpointId, @Nullable String name) {}

    static SessionScope of(Map<String, Object> configuration) {
        var entries = new ArrayList<Entry>();
        if (configuration.get("integrations") instanceof List<?> integrations) {
            for (var integration : integrations) {
                var entry = entry(integration);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return new SessionScope(List.copyOf(entries), interval(configuration.get("check_interval_seconds")));
    }

    boolean everything() {
        return entries.isEmpty();
    }

    UUID[] endpointIds() {
        return entries.stream().map(Entry::endpointId).toArray(UUID[]::new);
    }

    String[] endpointNames() {
        return entries.stream().map(Entry::name).toArray(String[]::new);
    }

    private static @Nullable Entry entry(@Nullable Object integration) {
        if (!(integration instanceof Map<?, ?> named)) {
            return null;
        }
        if (named.get("endpoint_id") instanceof String id) {
            try {
                return new Entry(UUID.fromString(id), null);
            } catch (IllegalArgumentException e) {
                return new Entry(null, id);
            }
        }
        return named.get("name") instanceof String name ? new Entry(null, name) : null;
    }

    private static @Nullable Integer interval(@Nullable Object seconds) {
        return seconds instanceof Number number && number.longValue() >= 1 && number.longValue() <= 86_400
                ? Integer.valueOf(number.intValue())
                : null;
    }
}

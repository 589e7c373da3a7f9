package dev.liverun.sandbox.fault;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a fault from JSON; whatever is not understood is refused, so that no test runs without its fault. */
final class FaultReader {
    private static final Set<String> EVERYWHERE = Set.of(
            "status",
            "latency_ms",
            "reset",
            "malformed",
            "rate_limited",
            "max_per_minute",
            "expired_token",
            "accept_then_drop",
            "times",
            "probability",
            "path",
            "method",
            "action");
    private static final Set<String> GITHUB = Set.of("listing_lag_ms", "late_create_ms", "webhooks");
    private static final long LONGEST_MS = 600_000;

    private final JsonObject json;

    private FaultReader(JsonObject json) {
        this.json = json;
    }

    static Fault read(JsonObject json, boolean github) {
        for (String field : json.fieldNames()) {
            if (!EVERYWHERE.contains(field) && !(github && GITHUB.contains(field))) {
                throw new IllegalArgumentException("unknown field '" + field + "'");
            }
        }
        return new FaultReader(json).fault();
    }

    private Fault fault() {
        var fault = new Fault(
                outcome(),
                number("latency_ms", 0, LONGEST_MS, 0),
                json.containsKey("times") ? (int) number("times", 1, 1_000_000, 1) : null,
                probability(),
                text("path"),
                text("method"),
                text("action"),
                number("listing_lag_ms", 0, LONGEST_MS, 0),
                number("late_create_ms", 0, LONGEST_MS, 0),
                webhooks());
        if (!fault.hitsRequests() && fault.listingLagMs() == 0 && fault.webhooks() == null) {
            throw new IllegalArgumentException("this fault does nothing: name at least one effect");
        }
        return fault;
    }

    private @Nullable Outcome outcome() {
        var outcomes = new ArrayList<Outcome>();
        if (json.containsKey("status")) {
            outcomes.add(new Outcome.Status((int) number("status", 200, 999, 0)));
        }
        if (flag("reset")) {
            outcomes.add(new Outcome.Reset());
        }
        if (flag("malformed")) {
            outcomes.add(new Outcome.Malformed());
        }
        if (flag("expired_token")) {
            outcomes.add(new Outcome.ExpiredToken());
        }
        if (flag("accept_then_drop")) {
            outcomes.add(new Outcome.AcceptThenDrop());
        }
        if (json.containsKey("max_per_minute")) {
            outcomes.add(new Outcome.MaxPerMinute((int) number("max_per_minute", 0, 1_000_000, 0)));
        }
        if (json.containsKey("rate_limited")) {
            outcomes.add(rateLimited());
        }
        if (outcomes.size() > 1) {
            throw new IllegalArgumentException("a request ends in one way only: give several faults as a list");
        }
        return outcomes.isEmpty() ? null : outcomes.get(0);
    }

    private Outcome rateLimited() {
        if (!(json.getValue("rate_limited") instanceof JsonObject limit)) {
            throw new IllegalArgumentException("'rate_limited' is an object such as {\"retry_after\": 7}");
        }
        for (String field : limit.fieldNames()) {
            if (!Set.of("retry_after", "status", "primary").contains(field)) {
                throw new IllegalArgumentException("unknown field 'rate_limited." + field + "'");
            }
        }
        var inner = new FaultReader(limit);
        return new Outcome.RateLimited(
                limit.containsKey("retry_after") ? (int) inner.number("retry_after", 0, 86_400, 0) : null,
                limit.containsKey("status") ? (int) inner.number("status", 400, 599, 429) : null,
                inner.flag("primary"));
    }

    private @Nullable WebhookFault webhooks() {
        String name = text("webhooks");
        if (name == null) {
            return null;
        }
        for (WebhookFault fault : WebhookFault.values()) {
            if (fault.name().toLowerCase(Locale.ROOT).equals(name)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("'webhooks' is one of "
                + List.of(WebhookFault.values()).toString().toLowerCase(Locale.ROOT));
    }

    private double probability() {
        Object value = json.getValue("probability", 1.0);
        if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("'probability' is a number above 0, at most 1");
    }

    private long number(String field, long min, long max, long fallback) {
        Object value = json.getValue(field, fallback);
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new IllegalArgumentException("'" + field + "' is a whole number from " + min + " to " + max);
    }

    private boolean flag(String field) {
        if (json.getValue(field, false) instanceof Boolean value) {
            return value;
        }
        throw new IllegalArgumentException("'" + field + "' is true or false");
    }

    private @Nullable String text(String field) {
        Object value = json.getValue(field);
        if (value == null || (value instanceof String text && !text.isBlank())) {
            return (String) value;
        }
        throw new IllegalArgumentException("'" + field + "' is a text");
    }
}

package dev.liverun.session.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A session's configuration, as {@link ConfigurationSchema} promises it. What it does not say has the schema's default.
 */
public final class SessionConfiguration {

    private final Map<String, Object> values;

    private SessionConfiguration(Map<String, Object> values) {
        this.values = values;
    }

    /** {@code values} have passed the schema. */
    public static SessionConfiguration of(Map<String, Object> values) {
        return new SessionConfiguration(values);
    }

    public Optional<String> environment() {
        return Values.text(values.get("environment"));
    }

    public Optional<String> version() {
        return Values.text(values.get("version"));
    }

    /** Empty: every integration that is enabled. */
    public List<ScopedIntegration> integrations() {
        return Values.list(values.get("integrations")).stream()
                .map(Values::object)
                .map(item -> new ScopedIntegration(
                        Values.text(item.get("name")).orElse(null),
                        Values.text(item.get("endpoint_id"))
                                .map(UUID::fromString)
                                .orElse(null),
                        Values.truth(item.get("required"), true),
                        Values.decimal(item.get("min_uptime")),
                        Values.integer(item.get("max_p95_ms"))))
                .toList();
    }

    public List<ScopedIntegration> requiredIntegrations() {
        return integrations().stream().filter(ScopedIntegration::required).toList();
    }

    public List<String> plan() {
        return Values.list(values.get("plan")).stream().map(String::valueOf).toList();
    }

    public boolean autoPause() {
        return Values.truth(values.get("auto_pause"), false);
    }

    public boolean autoResume() {
        return Values.truth(values.get("auto_resume"), false);
    }

    public Optional<Duration> pauseTimeout() {
        return values.get("pause_timeout_minutes") instanceof Number minutes
                ? Optional.of(Duration.ofMinutes(minutes.longValue()))
                : Optional.empty();
    }

    public Gates gates() {
        return Gates.of(Values.object(values.get("gates")));
    }

    /** The earlier session that this one is compared with. */
    public Optional<UUID> baseline() {
        return Values.text(values.get("baseline")).map(UUID::fromString);
    }

    /** Who is asked to accept or reject what was found; empty: whoever takes part may. */
    public List<String> signOff() {
        return Values.list(values.get("sign_off")).stream().map(String::valueOf).toList();
    }
}

package dev.liverun.session.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session's configuration, as {@link ConfigurationSchema} promises it. What it does not say has the schema's default.
 */
public final class SessionConfiguration {

    private static final BigDecimal EVERYTHING = BigDecimal.ONE;
    private static final BigDecimal MOST = new BigDecimal("0.95");

    private final Map<String, Object> values;

    private SessionConfiguration(Map<String, Object> values) {
        this.values = values;
    }

    /** {@code values} have passed the schema. */
    public static SessionConfiguration of(Map<String, Object> values) {
        return new SessionConfiguration(values);
    }

    public Optional<String> environment() {
        return text(values.get("environment"));
    }

    public Optional<String> version() {
        return text(values.get("version"));
    }

    /** Empty: every integration that is enabled. */
    public List<ScopedIntegration> integrations() {
        return list(values.get("integrations")).stream()
                .map(SessionConfiguration::object)
                .map(item -> new ScopedIntegration(
                        text(item.get("name")).orElse(null),
                        text(item.get("endpoint_id")).map(UUID::fromString).orElse(null),
                        truth(item.get("required"), true)))
                .toList();
    }

    public List<ScopedIntegration> requiredIntegrations() {
        return integrations().stream().filter(ScopedIntegration::required).toList();
    }

    public List<String> plan() {
        return list(values.get("plan")).stream().map(String::valueOf).toList();
    }

    public boolean autoPause() {
        return truth(values.get("auto_pause"), false);
    }

    public boolean autoResume() {
        return truth(values.get("auto_resume"), false);
    }

    public Optional<Duration> pauseTimeout() {
        return values.get("pause_timeout_minutes") instanceof Number minutes
                ? Optional.of(Duration.ofMinutes(minutes.longValue()))
                : Optional.empty();
    }

    public Gates gates() {
        var gates = object(values.get("gates"));
        return new Gates(
                number(gates.get("min_product_pass_rate"), EVERYTHING),
                number(gates.get("min_uptime"), MOST),
                number(gates.get("max_open_critical"), BigDecimal.ZERO).intValue());
    }

    /** The earlier session that this one is compared with. */
    public Optional<UUID> baseline() {
        return text(values.get("baseline")).map(UUID::fromString);
    }

    /** Who is asked to accept or reject what was found; empty: whoever takes part may. */
    public List<String> signOff() {
        return list(values.get("sign_off")).stream().map(String::valueOf).toList();
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static boolean truth(@Nullable Object value, boolean otherwise) {
        return value instanceof Boolean truth ? truth : otherwise;
    }

    private static BigDecimal number(@Nullable Object value, BigDecimal otherwise) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : otherwise;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}

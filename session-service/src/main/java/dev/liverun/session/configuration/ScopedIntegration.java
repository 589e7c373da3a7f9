package dev.liverun.session.configuration;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An integration in a session's scope, by name or by id.
 *
 * @param required whether the session cannot go on without it
 * @param minUptime what {@link Gates} ask of it alone; null: what they ask of each
 * @param maxP95Ms the same
 */
public record ScopedIntegration(
        @Nullable String name,
        @Nullable UUID endpointId,
        boolean required,
        @Nullable BigDecimal minUptime,
        OptionalInt maxP95Ms) {

    /** Whether it means the integration with this id and name. */
    public boolean means(UUID id, String endpointName) {
        return endpointId != null ? endpointId.equals(id) : endpointName.equals(name);
    }

    /** For people, while nothing more is known about it. */
    public String label() {
        return name != null ? name : String.valueOf(endpointId);
    }
}

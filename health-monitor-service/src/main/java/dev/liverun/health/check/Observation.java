package dev.liverun.health.check;

import dev.liverun.events.contract.HealthStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one check says about its endpoint: the observed status, not yet the confirmed one.
 *
 * @param responseTimeMs null where nothing answered
 * @param statusCode null where there was none or where it is no HTTP status (100–599)
 * @param errorMessage one sentence, without secrets; null when HEALTHY
 * @param metadata phase timings and what else was noticed, with {@code reason}
 */
public record Observation(
        HealthStatus status,
        Reason reason,
        @Nullable Integer responseTimeMs,
        @Nullable Integer statusCode,
        @Nullable String errorMessage,
        Map<String, Object> metadata) {}

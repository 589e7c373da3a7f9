package dev.liverun.runner.failure;

import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;

/** The endpoint's confirmed health when the test failed. */
public record HealthThen(HealthStatus status, String reason, Instant since) {

    boolean down() {
        return status == HealthStatus.UNHEALTHY || status == HealthStatus.TIMEOUT;
    }
}

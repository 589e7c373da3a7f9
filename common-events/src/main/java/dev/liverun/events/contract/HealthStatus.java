package dev.liverun.events.contract;

/**
 * Health (specification: IntegrationHealthStatus).
 */
public enum HealthStatus {
    HEALTHY,
    DEGRADED,
    UNHEALTHY,
    TIMEOUT
}

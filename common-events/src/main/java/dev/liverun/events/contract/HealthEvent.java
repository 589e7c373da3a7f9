package dev.liverun.events.contract;

/**
 * Health of an integration endpoint.
 */
public sealed interface HealthEvent extends EventPayload permits HealthChecked, HealthChanged {}

package dev.liverun.events.contract;

/**
 * What happens to an integration endpoint.
 */
public sealed interface EndpointEvent extends EventPayload
        permits EndpointRegistered, EndpointChanged, EndpointRemoved, EndpointThrottled {}

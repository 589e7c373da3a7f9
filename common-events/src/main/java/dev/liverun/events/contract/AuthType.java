package dev.liverun.events.contract;

/**
 * How calls to an endpoint authenticate (specification: IntegrationEndpoint).
 */
public enum AuthType {
    NONE,
    API_KEY,
    OAUTH,
    BEARER_TOKEN
}

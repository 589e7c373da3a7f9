package dev.liverun.integrations;

/** How an endpoint wants to be authenticated against (specification: IntegrationEndpoint, {@code auth_type}). */
public enum AuthType {
    NONE,
    API_KEY,
    OAUTH,
    BEARER_TOKEN
}

package dev.liverun.sandbox.fault;

import org.jspecify.annotations.Nullable;

/**
 * What a fault looks at to decide whether a request is meant.
 *
 * @param path inside the integration, starting with a slash
 * @param action Banano's RPC action, null elsewhere
 */
public record RequestFacts(
        String method, String path, @Nullable String action, boolean presentsToken) {}

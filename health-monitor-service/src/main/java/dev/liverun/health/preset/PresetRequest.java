package dev.liverun.health.preset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to differ from the preset; checked when the endpoint is made of it. */
record PresetRequest(
        @Nullable String name,
        @Nullable String baseUrl,
        @Nullable String credential,
        @Nullable Integer rateLimitPerMinute,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer retryAttempts,
        @Nullable Integer checkIntervalSeconds,
        @Nullable Boolean enabled,
        @Nullable List<String> tags) {

    static final PresetRequest AS_IT_IS = new PresetRequest(null, null, null, null, null, null, null, null, null);
}

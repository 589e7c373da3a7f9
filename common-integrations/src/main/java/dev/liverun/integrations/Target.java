package dev.liverun.integrations;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/**
 * An integration endpoint as far as calling it is concerned (specification: IntegrationEndpoint). The ranges are the
 * specification's; a value outside of them is a programming error here, because the owning service validates them.
 *
 * @param endpointId whose rate budget, pause and connections are used; endpoints share none of these
 * @param baseUrl what relative request URLs are appended to, and the origin that credentials are meant for
 * @param timeout of one attempt on the wire, 1–300 s; waiting for the rate budget or a token does not count
 * @param retryAttempts further attempts after the first, 0–10, where repeating is safe
 * @param rateLimitPerMinute what everything that Liverun sends may reach in any 60 s
 * @param enabled a call to a disabled target fails without being sent
 */
public record Target(
        UUID endpointId,
        URI baseUrl,
        Auth auth,
        Duration timeout,
        int retryAttempts,
        int rateLimitPerMinute,
        boolean enabled) {

    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(300);

    public Target {
        require(baseUrl.getScheme() != null && baseUrl.getHost() != null, "base_url must be an absolute HTTP URL");
        require(
                timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
                "timeout must be 1 to 300 seconds");
        require(retryAttempts >= 0 && retryAttempts <= 10, "retry_attempts must be 0 to 10");
        require(rateLimitPerMinute > 0, "rate_limit_per_minute must be positive");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}

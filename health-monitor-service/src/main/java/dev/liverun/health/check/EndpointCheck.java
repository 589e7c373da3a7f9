package dev.liverun.health.check;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** An endpoint as far as checking it is concerned. */
public record EndpointCheck(
        UUID endpointId,
        URI baseUrl,
        String healthCheckUrl,
        Auth auth,
        int rateLimitPerMinute,
        Duration timeout,
        int retryAttempts,
        CheckDefinition definition) {

    /** Conditions and captures look at the beginning of an answer. */
    private static final int KEPT = 64 * 1024;

    private static final int SWITCHING_PROTOCOLS = 101;

    public EndpointCheck {
        if (kind(healthCheckUrl) == CheckKind.WEBSOCKET
                && definition.expectedStatus().isEmpty()) {
            definition = definition.expecting(SWITCHING_PROTOCOLS);
        }
    }

    private static CheckKind kind(String healthCheckUrl) {
        return CheckKind.of(URI.create(healthCheckUrl));
    }

    /** Where it is checked. */
    public String host() {
        return URI.create(healthCheckUrl).getHost();
    }

    /** The http or https URL that leads there, whatever kind of check it is. */
    public String calledUrl() {
        return CheckKind.called(URI.create(healthCheckUrl));
    }

    /** Where its tokens are from. */
    public Optional<String> tokenHost() {
        return auth instanceof Auth.OAuth oauth ? Optional.of(oauth.tokenUrl().getHost()) : Optional.empty();
    }

    public Target target() {
        return new Target(endpointId, baseUrl, auth, timeout, retryAttempts, rateLimitPerMinute, true);
    }

    /**
     * The request of one check.
     *
     * @param maxWait what it may wait for the rate budget; a check that would come later than that is not made
     */
    public OutgoingRequest request(Duration maxWait) {
        var url = URI.create(healthCheckUrl);
        var kind = CheckKind.of(url);
        var body = definition.body();
        var headers = Headers.of(definition.headers());
        if (body != null && !headers.contains("Content-Type")) {
            headers = headers.with("Content-Type", "application/json");
        }
        return OutgoingRequest.to(definition.method(), CheckKind.called(url))
                .reach(kind.reach())
                .headers(headers)
                .body(body == null ? Body.empty() : Body.utf8(body))
                .purpose(Purpose.HEALTH_CHECK)
                // Whatever its method, a health check is made again every few seconds anyway.
                .repeatable(true)
                .authenticated(definition.authenticated())
                .maxWait(maxWait)
                .keepBytes(definition.needsBody() ? KEPT : 0)
                .build();
    }
}

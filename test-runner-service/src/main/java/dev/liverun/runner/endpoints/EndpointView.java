package dev.liverun.runner.endpoints;

import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.integrations.Auth;
import dev.liverun.integrations.AuthType;
import dev.liverun.integrations.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** An integration endpoint as it is known here. */
public record EndpointView(EndpointSnapshot snapshot) {

    public UUID id() {
        return snapshot.id();
    }

    public String name() {
        return snapshot.name();
    }

    /** Why no test can run against it; empty if one can. */
    public Optional<String> unusable() {
        if (snapshot.removed()) {
            return Optional.of("The endpoint " + name() + " was removed.");
        }
        return snapshot.enabled() ? Optional.empty() : Optional.of("The endpoint " + name() + " is disabled.");
    }

    /** For calling it. */
    public Target target() {
        return target(snapshot.enabled());
    }

    /** For taking something back: also from an endpoint that was disabled since. */
    public Target targetForUndo() {
        return target(true);
    }

    private Target target(boolean enabled) {
        return new Target(
                snapshot.id(),
                URI.create(snapshot.baseUrl()),
                auth(snapshot.auth()),
                Duration.ofSeconds(snapshot.timeoutSeconds()),
                snapshot.retryAttempts(),
                snapshot.rateLimitPerMinute(),
                enabled);
    }

    private static Auth auth(EndpointAuth auth) {
        AuthType type =
                switch (auth.type()) {
                    case NONE -> AuthType.NONE;
                    case API_KEY -> AuthType.API_KEY;
                    case OAUTH -> AuthType.OAUTH;
                    case BEARER_TOKEN -> AuthType.BEARER_TOKEN;
                };
        return Auth.of(
                type,
                auth.credential(),
                auth.apiKeyHeader(),
                auth.tokenUrl() == null ? null : URI.create(auth.tokenUrl()),
                auth.scope());
    }
}

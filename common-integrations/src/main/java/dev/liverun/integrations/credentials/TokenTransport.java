package dev.liverun.integrations.credentials;

import dev.liverun.integrations.Headers;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.http.WireResponse;
import io.smallrye.mutiny.Uni;
import java.net.URI;

/** Sends a form to a token endpoint, under the target's rate budget and the egress policy, following no redirect. */
@FunctionalInterface
public interface TokenTransport {

    Uni<WireResponse> post(Target target, URI url, Headers headers, String form);
}

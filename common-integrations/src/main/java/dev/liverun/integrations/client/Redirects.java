package dev.liverun.integrations.client;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.credentials.Authorizer;
import dev.liverun.integrations.http.WireRequest;
import dev.liverun.integrations.http.WireResponse;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What follows from a redirecting answer (RFC 9110, section 15.4). */
final class Redirects {

    private static final Set<Integer> REDIRECTING = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /** The request that the answer asks for; empty where it asks for none. */
    static Optional<WireRequest> next(WireRequest request, WireResponse response, Auth auth) {
        if (!REDIRECTING.contains(response.status())) {
            return Optional.empty();
        }
        return response.headers()
                .first("Location")
                .flatMap(location -> Urls.redirected(request.url(), location))
                .map(to -> follow(request, response.status(), to, auth));
    }

    private static WireRequest follow(WireRequest request, int status, URI to, Auth auth) {
        Headers headers = Urls.sameOrigin(request.url(), to) ? request.headers() : withoutCredentials(request, auth);
        boolean becomesGet = status == 303 && !request.method().equals("HEAD")
                || (status == 301 || status == 302) && request.method().equals("POST");
        return becomesGet
                ? new WireRequest(
                        "GET",
                        to,
                        headers.without("Content-Type"),
                        Body.empty(),
                        request.keepBytes(),
                        request.webSocket())
                : new WireRequest(
                        request.method(), to, headers, request.body(), request.keepBytes(), request.webSocket());
    }

    private static Headers withoutCredentials(WireRequest request, Auth auth) {
        return new Headers(request.headers().fields().stream()
                .filter(field -> !Authorizer.isCredential(field, auth))
                .toList());
    }
}

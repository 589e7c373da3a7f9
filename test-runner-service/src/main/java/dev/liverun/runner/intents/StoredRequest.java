package dev.liverun.runner.intents;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request that can be sent later, perhaps by another process. It holds no secret: workflows cannot put a captured
 * secret into an undo, and credentials are added when it is sent.
 */
record StoredRequest(String method, String url, List<Header> headers, String body, boolean authenticated) {

    record Header(String name, String value) {}

    static StoredRequest of(OutgoingRequest request) {
        return new StoredRequest(
                request.method(),
                request.url(),
                request.headers().fields().stream()
                        .map(field -> new Header(field.name(), field.value()))
                        .toList(),
                new String(request.body().bytes(), StandardCharsets.UTF_8),
                request.authenticated());
    }

    OutgoingRequest undo() {
        return OutgoingRequest.to(method, url)
                .headers(new Headers(headers.stream()
                        .map(header -> new Headers.Field(header.name(), header.value()))
                        .toList()))
                .body(Body.utf8(body))
                .authenticated(authenticated)
                .purpose(Purpose.UNDO)
                .build();
    }
}

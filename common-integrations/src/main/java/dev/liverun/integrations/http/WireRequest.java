package dev.liverun.integrations.http;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import java.net.URI;

/**
 * One request on one connection.
 *
 * @param keepBytes how much of the answer's body is kept
 * @param webSocket whether it asks for the WebSocket protocol
 */
public record WireRequest(String method, URI url, Headers headers, Body body, int keepBytes, boolean webSocket) {

    /** A request that asks for nothing but an answer. */
    public WireRequest(String method, URI url, Headers headers, Body body, int keepBytes) {
        this(method, url, headers, body, keepBytes, false);
    }

    /** The same with these headers. */
    public WireRequest with(Headers other) {
        return new WireRequest(method, url, other, body, keepBytes, webSocket);
    }
}

package dev.liverun.integrations.http;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import java.net.URI;

/**
 * One request on one connection.
 *
 * @param keepBytes how much of the answer's body is kept
 */
public record WireRequest(String method, URI url, Headers headers, Body body, int keepBytes) {}

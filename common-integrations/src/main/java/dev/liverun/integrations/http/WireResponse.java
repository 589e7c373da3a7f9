package dev.liverun.integrations.http;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.TlsDetails;
import java.util.Optional;

/** The answer to one request. */
public record WireResponse(int status, Headers headers, Body body, String httpVersion, Optional<TlsDetails> tls) {}

package dev.liverun.integrations.http;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/**
 * Where a connection leads. Endpoints do not share connections, so the endpoint is part of it.
 *
 * @param host a name, or a literal address without brackets
 */
public record Origin(UUID endpointId, boolean tls, String host, int port) {

    /** @param url has passed {@link dev.liverun.integrations.egress.EgressPolicy#refusal(URI)} */
    public static Origin of(UUID endpointId, URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(endpointId, tls, bare, url.getPort() < 0 ? tls ? 443 : 80 : url.getPort());
    }

    /** The value of the Host header (RFC 9110, section 7.2). */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    /** For messages. */
    @Override
    public String toString() {
        return authority();
    }
}

package dev.liverun.health.check;

import dev.liverun.integrations.Reach;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a check does; the scheme of {@code health_check_url} says it. */
public enum CheckKind {
    /** An HTTP exchange. */
    HTTP(Reach.ANSWER, "http", "https"),
    /** The handshake of a WebSocket (RFC 6455); {@code wss} with TLS. */
    WEBSOCKET(Reach.WEBSOCKET, "ws", "wss"),
    /** {@code tcp://host:port}: a connection is opened. */
    TCP(Reach.CONNECTION, "tcp"),
    /** {@code tls://host}, or with a port other than 443: a TLS handshake, which shows the certificate. */
    TLS(Reach.CONNECTION, "tls"),
    /** {@code dns://host}: the name has addresses. */
    DNS(Reach.ADDRESSES, "dns");

    private final Reach reach;
    private final List<String> schemes;

    CheckKind(Reach reach, String... schemes) {
        this.reach = reach;
        this.schemes = List.of(schemes);
    }

    /** Empty for a scheme that nothing is checked under. */
    public static Optional<CheckKind> of(String scheme) {
        var lower = scheme.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.schemes.contains(lower))
                .findFirst();
    }

    static CheckKind of(URI url) {
        return of(url.getScheme())
                .orElseThrow(() -> new IllegalArgumentException("nothing is checked under " + url.getScheme()));
    }

    /** What is wrong with a URL of this kind, as far as it is peculiar to the kind; empty when nothing is. */
    public Optional<String> objection(URI url) {
        if (sendsRequest()) {
            return Optional.empty();
        }
        if (this == TCP && url.getPort() < 1) {
            return Optional.of("must name a port, as in tcp://host:5432");
        }
        var path = url.getRawPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/")) && url.getRawQuery() == null;
        return bare ? Optional.empty() : Optional.of("must not have a path: there is no request to send it in");
    }

    /** Whether a request goes out, so that there is an answer with a status, headers and a body. */
    public boolean sendsRequest() {
        return reach.sendsRequest();
    }

    Reach reach() {
        return reach;
    }

    /** The http or https URL that leads there. */
    static String called(URI url) {
        var rest = url.toString().substring(url.getScheme().length());
        return switch (of(url)) {
            case HTTP -> url.toString();
            case WEBSOCKET -> (url.getScheme().equalsIgnoreCase("wss") ? "https" : "http") + rest;
            case TCP, DNS -> "http" + rest;
            case TLS -> "https" + rest;
        };
    }
}

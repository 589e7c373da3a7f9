package dev.liverun.gateway.identity;

import dev.liverun.gateway.config.GatewayConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Under which address this gateway is known to browsers. */
@Singleton
public class Origins {

    private final Optional<URI> publicUrl;
    private final List<String> trusted;

    Origins(GatewayConfig config) {
        this.publicUrl = config.publicUrl();
        this.trusted = config.trustedOrigins().orElse(List.of()).stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether a page of {@code origin} is one of ours, or one that an operator trusts. */
    public boolean isOurs(String origin, HttpServerRequest request) {
        var asked = origin.toLowerCase(Locale.ROOT);
        return asked.equals(own(request)) || isTrusted(origin);
    }

    /** Whether an operator trusts {@code origin}. */
    public boolean isTrusted(String origin) {
        return trusted.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Whether browsers reach us by HTTPS. */
    public boolean isSecure(HttpServerRequest request) {
        return publicUrl.map(url -> "https".equals(url.getScheme())).orElseGet(() -> "https".equals(request.scheme()));
    }

    /** The port browsers use, also when it is the scheme's usual one. */
    public int port(HttpServerRequest request) {
        var authority = request.authority();
        int named = publicUrl.map(URI::getPort).orElseGet(() -> authority == null ? -1 : authority.port());
        if (named > 0) {
            return named;
        }
        return isSecure(request) ? 443 : 80;
    }

    /** Our own origin, as browsers write it. */
    public String own(HttpServerRequest request) {
        var authority = request.authority();
        var scheme = isSecure(request) ? "https" : "http";
        var host = publicUrl.map(URI::getHost).orElseGet(() -> authority == null ? "" : authority.host());
        var bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        var port = port(request);
        var usual = port == (scheme.equals("https") ? 443 : 80);
        return (scheme + "://" + bracketed + (usual ? "" : ":" + port)).toLowerCase(Locale.ROOT);
    }
}

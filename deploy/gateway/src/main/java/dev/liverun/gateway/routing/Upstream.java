package dev.liverun.gateway.routing;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;

/**
 * Where one service is.
 *
 * @param service whose address this is
 * @param url scheme, host and port of its API
 * @param management scheme, host and port of its health
 * @param openapi its OpenAPI document
 * @param timeout how long it may take to answer
 */
public record Upstream(Service service, URI url, URI management, URI openapi, Duration timeout) {

    public Upstream {
        requirePlain(service, url);
        requirePlain(service, management);
    }

    private static void requirePlain(Service service, URI url) {
        var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        var bare = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        if (!http || url.getHost() == null || !bare || url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new IllegalArgumentException("liverun.gateway.services." + service.label()
                    + ".url must be http(s)://host[:port] without a path, for example http://127.0.0.1:8081");
        }
    }

    /** The service's name, for people. */
    public String name() {
        return service.label();
    }

    /** {@code scheme://host:port}, as the service itself writes it into absolute addresses. */
    public String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** A request to this service, but for method, URI and headers. */
    public RequestOptions request() {
        return new RequestOptions().setHost(host()).setPort(port()).setSsl(tls());
    }

    /** A WebSocket to this service, but for URI and headers. */
    public WebSocketConnectOptions webSocket() {
        var options = new WebSocketConnectOptions();
        options.setHost(host()).setPort(port()).setSsl(tls());
        return options;
    }

    private String host() {
        var host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return tls() ? 443 : 80;
    }

    private boolean tls() {
        return "https".equals(url.getScheme());
    }
}

package dev.liverun.gateway.routing;

import dev.liverun.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The configured services and the clients that reach them. Every service must be configured, and nothing else. */
@Singleton
public class Upstreams {

    private static final int IDLE_CONNECTION_SECONDS = 60;
    /** A service that falls silent in the middle of an answer is given up after this. */
    private static final int SILENT_ANSWER_SECONDS = 600;

    private final Map<Service, Upstream> upstreams = new EnumMap<>(Service.class);
    private final HttpClient http;
    private final WebSocketClient webSockets;

    Upstreams(Vertx vertx, GatewayConfig config) {
        config.services().forEach((name, service) -> {
            var known = Service.named(name)
                    .orElseThrow(() -> new IllegalArgumentException("liverun.gateway.services." + name
                            + ": there is no such service; known are session, health-monitor, test-runner, feedback"));
            upstreams.put(known, upstream(known, service));
        });
        for (var service : Service.values()) {
            if (!upstreams.containsKey(service)) {
                throw new IllegalArgumentException("liverun.gateway.services." + service.label() + ".url is not set");
            }
        }
        http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.upstream().connectTimeout().toMillis())
                .setMaxPoolSize(config.upstream().connections())
                .setMaxWaitQueueSize(config.upstream().queue())
                .setKeepAliveTimeout(IDLE_CONNECTION_SECONDS)
                .setReadIdleTimeout(SILENT_ANSWER_SECONDS)
                .setTcpNoDelay(true));
        webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) config.upstream().connectTimeout().toMillis())
                .setMaxConnections(config.upstream().websockets())
                .setMaxFrameSize((int) config.websocket().maxFrame().asLongValue())
                .setMaxMessageSize((int) config.websocket().maxMessage().asLongValue())
                .setTcpNoDelay(true));
    }

    private static Upstream upstream(Service service, GatewayConfig.ServiceConfig config) {
        var management = config.managementUrl().orElse(config.url());
        var openapi = config.openapiUrl().orElseGet(() -> URI.create(base(config.url()) + "/q/openapi?format=json"));
        return new Upstream(service, config.url(), management, openapi, config.timeout());
    }

    private static String base(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** The service that answers for a path, if any does. */
    public Optional<Upstream> ownerOf(String path) {
        return RouteTable.ownerOf(path).map(upstreams::get);
    }

    /** Every service, in the order of {@link Service}. */
    public Collection<Upstream> all() {
        return Collections.unmodifiableCollection(upstreams.values());
    }

    public HttpClient http() {
        return http;
    }

    public WebSocketClient webSockets() {
        return webSockets;
    }

    @PreDestroy
    void close() {
        http.close();
        webSockets.close();
    }
}

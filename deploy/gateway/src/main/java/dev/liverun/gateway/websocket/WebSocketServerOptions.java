package dev.liverun.gateway.websocket;

import dev.liverun.gateway.config.GatewayConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** How the gateway's own server speaks WebSocket. */
@Singleton
class WebSocketServerOptions implements HttpServerOptionsCustomizer {

    private final GatewayConfig.WebSocket config;

    WebSocketServerOptions(GatewayConfig config) {
        this.config = config.websocket();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    private void customize(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize((int) config.maxFrame().asLongValue());
        options.setMaxWebSocketMessageSize((int) config.maxMessage().asLongValue());
        // Sub-protocols are between client and service.
        options.setWebSocketSubProtocols(List.of("*"));
        // A small compressed frame can unpack to a large one, past the limit on frames.
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setPerFrameWebSocketCompressionSupported(false);
    }
}

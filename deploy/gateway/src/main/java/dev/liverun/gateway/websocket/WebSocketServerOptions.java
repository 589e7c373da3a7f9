package dev.liverun.gateway.websocket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** How the gateway's own server speaks WebSocket. Frame and message sizes are Quarkus' settings. */
@Singleton
class WebSocketServerOptions implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    private static void customize(HttpServerOptions options) {
        // Sub-protocols are between client and service.
        options.setWebSocketSubProtocols(List.of("*"));
        // A small compressed frame can unpack to a large one, past the limit on frames.
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setPerFrameWebSocketCompressionSupported(false);
    }
}

package dev.liverun.api.live;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Caps what a reader can send. */
@Singleton
class LiveServerOptions implements HttpServerOptionsCustomizer {

    private final LiveConfig config;

    LiveServerOptions(LiveConfig config) {
        this.config = config;
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
        // A small compressed frame can unpack to a large one, past the cap.
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setPerFrameWebSocketCompressionSupported(false);
    }
}

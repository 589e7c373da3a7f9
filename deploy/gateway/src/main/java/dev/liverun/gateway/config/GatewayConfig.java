package dev.liverun.gateway.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that can be set about the gateway itself. Ports and addresses are Quarkus' own {@code quarkus.http.*}. */
@ConfigMapping(prefix = "liverun.gateway")
public interface GatewayConfig {

    /**
     * The address under which browsers reach the gateway, when that is not what the request itself says: behind a
     * load balancer that ends TLS, for instance. It decides which {@code Origin} is ours and whether cookies are {@code
     * Secure}. Without it the request's scheme and host decide.
     */
    Optional<URI> publicUrl();

    /** Further origins whose pages may use a signed-in browser's cookie, such as a console under development. */
    Optional<List<String>> trustedOrigins();

    /** The services by name: session, health-monitor, test-runner, feedback. */
    Map<String, ServiceConfig> services();

    Tls tls();

    Body body();

    RateLimit rateLimit();

    WebSocket websocket();

    Upstream upstream();

    OpenApi openapi();

    /**
     * Signing in at an OpenID Connect provider. Without it people sign in with a token alone. Nothing of it has a default,
     * because then it would be there always.
     */
    Optional<Oidc> oidc();

    /** Where one service is. */
    interface ServiceConfig {

        /** Scheme, host and port. Paths are passed on unchanged, so there is none here. */
        URI url();

        /** The private management port, from which its health is read. Default: {@link #url}. */
        Optional<URI> managementUrl();

        /** Where its OpenAPI document is. Default: {@code /q/openapi?format=json} below {@link #url}. */
        Optional<URI> openapiUrl();

        /**
         * How long it may take to answer. Longer lets slow work finish, and holds more requests when the service hangs.
         * A request with {@code Prefer: wait=N} gets N seconds more.
         */
        @WithDefault("60s")
        Duration timeout();
    }

    /** With a certificate the gateway speaks HTTPS on {@code quarkus.http.ssl-port}. */
    interface Tls {

        /** PEM file with the certificate chain. */
        Optional<Path> certificate();

        /** PEM file with the private key. */
        Optional<Path> key();

        /** What happens on the plain port while there is a certificate: {@code disabled}, {@code redirect} or {@code enabled}. */
        @WithDefault("disabled")
        String plainHttp();

        /** How often the files are read again, so that a renewed certificate needs no restart. */
        @WithDefault("1h")
        Duration reload();
    }

    /** The largest request body. Bodies are streamed: a larger limit costs no memory here, but it does in the services. */
    interface Body {

        @WithDefault("4M")
        MemorySize max();

        /** For uploads: paths that end in {@code /attachments} or {@code /import}. */
        @WithDefault("32M")
        MemorySize maxUpload();
    }

    /** Requests per minute; the whole minute's worth can come at once, then they come back evenly. */
    interface RateLimit {

        @WithDefault("true")
        boolean enabled();

        /** For each subject of a valid token, over all its connections. */
        @WithDefault("6000")
        int perSubject();

        /** For each address, for requests without a valid token; webhooks and sign-ins among them. */
        @WithDefault("600")
        int perAddress();

        /** How many callers are remembered. Past that the longest silent is forgotten; about 300 bytes each. */
        @WithDefault("20000")
        int callers();
    }

    /** WebSockets are cut, not buffered, when they exceed these. */
    interface WebSocket {

        @WithDefault("64K")
        MemorySize maxFrame();

        @WithDefault("256K")
        MemorySize maxMessage();

        /** Open at the same time, for each subject. */
        @WithDefault("50")
        int perSubject();

        /** Both ends are pinged this often; one that is silent for two rounds is taken for dead. */
        @WithDefault("25s")
        Duration ping();
    }

    /** How the gateway calls the services. */
    interface Upstream {

        /** A service that does not accept a connection within this time counts as away. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** Connections to each service; each is one request in flight. */
        @WithDefault("128")
        int connections();

        /** Requests that wait for a connection to each service; more are refused with 503. */
        @WithDefault("512")
        int queue();

        /** WebSocket connections to each service. */
        @WithDefault("1000")
        int websockets();
    }

    /** The provider's own key, issuer and audience are {@code liverun.auth.*}, here and in every service. */
    interface Oidc {

        /** The provider's issuer address; {@code /.well-known/openid-configuration} is read below it. */
        URI issuer();

        /** What the provider calls this installation. */
        String clientId();

        /** For clients that have one. The flow is protected by PKCE with and without it. */
        Optional<String> clientSecret();

        /**
         * What is asked for: {@code openid,profile,email} if nothing is said. Some providers give a refresh token for
         * {@code offline_access} alone.
         */
        Optional<List<String>> scopes();

        /**
         * Which of the provider's tokens the services verify: {@code access}, which is usual, if it is a JWT with the
         * roles (Keycloak, Entra, Auth0 with an audience), {@code id} where access tokens are opaque.
         */
        Optional<Token> token();

        /** What people call the provider: "Sign in with …"; {@code your organisation} if nothing is said. */
        Optional<String> name();

        enum Token {
            ACCESS,
            ID
        }
    }

    /** The merged document. */
    interface OpenApi {

        /** How long it is served before the services are asked again. */
        @WithDefault("30s")
        Duration refresh();

        /** A service that takes longer to hand out its document is left out this time. */
        @WithDefault("3s")
        Duration timeout();
    }
}

package dev.liverun.feedback.github.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.liverun.integrations.credentials.Secrets;
import dev.liverun.integrations.redaction.KnownSecrets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A GitHub App signs in with its key, and acts with the token of its installation. */
class GitHubAppTest {

    private static final String TOKEN = "ghs_of_the_installation";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new ArrayList<>();
    private KeyPair keys;
    private HttpServer gitHub;

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        gitHub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gitHub.createContext("/", this::answer);
        gitHub.start();
    }

    @AfterEach
    void stop() {
        gitHub.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itActsWithTheTokenOfItsInstallation() {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        var issues = new GitHubIssues(client(pem));

        assertThat(issues.isPublic("liverun/demo").await().atMost(Duration.ofSeconds(10)))
                .isTrue();
        issues.editComment("liverun/demo", 1, "text").await().atMost(Duration.ofSeconds(10));

        assertThat(asked)
                .containsExactly(
                        "GET /app by the App",
                        "GET /app/installations/7 by the App",
                        "POST /app/installations/7/access_tokens by the App",
                        "GET /repos/liverun/demo by the installation",
                        "PATCH /repos/liverun/demo/issues/comments/1 by the installation");
    }

    private GitHubClient client(String pem) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(GitHubConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "liverun.github.endpoint",
                                "http://127.0.0.1:" + gitHub.getAddress().getPort(),
                                "liverun.github.app-id",
                                "42",
                                "liverun.github.installation-id",
                                "7"),
                        "test",
                        100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(GitHubConfig.class);
        var secrets = new Secrets(
                List.of(name -> Optional.of(pem)), new KnownSecrets(), vertx, Clock.systemUTC(), Duration.ofMinutes(1));
        return new GitHubClient(
                config,
                secrets,
                vertx,
                new FailureMetrics(new SimpleMeterRegistry()),
                Optional::empty,
                new ObjectMapper(),
                Clock.systemUTC());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var who = who(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        asked.add(exchange.getRequestMethod() + " " + path + " by " + who);
        var base = "http://127.0.0.1:" + gitHub.getAddress().getPort();
        var body =
                switch (path) {
                    case "/app" -> "{\"id\": 42, \"name\": \"liverun\"}";
                    case "/app/installations/7" ->
                        "{\"id\": 7, \"app_id\": 42, \"access_tokens_url\": \"" + base
                                + "/app/installations/7/access_tokens\"}";
                    case "/app/installations/7/access_tokens" ->
                        "{\"token\": \"" + TOKEN + "\", \"expires_at\": \""
                                + Instant.now().plusSeconds(3_600) + "\"}";
                    default -> "{\"id\": 1, \"name\": \"demo\", \"full_name\": \"liverun/demo\", \"private\": false}";
                };
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(path.endsWith("access_tokens") ? 201 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String who(String authorization) {
        if (authorization.endsWith(" " + TOKEN)) {
            return "the installation";
        }
        var parts = authorization.substring(authorization.indexOf(' ') + 1).split("\\.");
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return signature.verify(Base64.getUrlDecoder().decode(parts[2])) && claims.contains("\"42\"")
                    ? "the App"
                    : "a stranger";
        } catch (Exception e) {
            return "a stranger: " + e;
        }
    }
}

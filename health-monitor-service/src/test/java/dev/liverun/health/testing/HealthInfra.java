package dev.liverun.health.testing;

import com.sun.net.httpserver.HttpServer;
import dev.liverun.embedded.junit.TestServices;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database, a Kafka, a directory of credentials, and a session-service that knows one session. */
public class HealthInfra implements QuarkusTestResourceLifecycleManager {

    /** The session that only its owner knows: no event of it was ever published. */
    public static final String KNOWN_TO_ITS_OWNER = "01890a5d-ac96-774b-bcce-b302099a8057";

    public static final String SECRET = "s3cr3t-of-the-tests";

    private static final List<String> CREDENTIALS = List.of("target", "yunite", "discord", "wallet", "admin");

    private TestServices services;
    private HttpServer sessions;
    private Path credentials;
    private Path storage;

    @Override
    public Map<String, String> start() {
        try {
            services = TestServices.open("health");
            sessions = sessionService();
            credentials = Files.createTempDirectory("liverun-credentials");
            storage = Files.createTempDirectory("liverun-health-storage");
            for (var name : CREDENTIALS) {
                Files.createFile(
                        credentials.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(credentials.resolve(name), name.equals("discord") ? "tests:" + SECRET : SECRET);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var configuration = new HashMap<>(services.configuration());
        configuration.put("liverun.egress.allow-loopback", "true");
        configuration.put("liverun.credentials.directory", credentials.toString());
        configuration.put(
                "liverun.peers.session.url",
                "http://127.0.0.1:" + sessions.getAddress().getPort());
        configuration.put("liverun.health.lease", "2s");
        configuration.put("liverun.health.alarms.grace", "1s");
        configuration.put("liverun.storage.directory", storage.toString());
        configuration.put("liverun.calls.backoff.base", "20ms");
        configuration.put("liverun.presets.wallet.base-url", "http://127.0.0.1:9/wallet");
        return configuration;
    }

    @Override
    public void stop() {
        sessions.stop(0);
        services.close();
        try {
            for (var name : CREDENTIALS) {
                Files.deleteIfExists(credentials.resolve(name));
            }
            Files.deleteIfExists(credentials);
            try (var left = Files.walk(storage)) {
                for (var path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer sessionService() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/sessions/", exchange -> {
            var known = exchange.getRequestURI().getPath().endsWith(KNOWN_TO_ITS_OWNER);
            var answer = (known ? "{\"id\": \"" + KNOWN_TO_ITS_OWNER + "\", \"status\": \"ACTIVE\"}" : "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}

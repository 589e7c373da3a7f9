package dev.liverun.health.testing;

import com.sun.net.httpserver.HttpServer;
import dev.liverun.embedded.junit.TestServices;
import dev.liverun.integrations.testing.Certificates;
import dev.liverun.integrations.testing.NameServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database, a Kafka, a directory of credentials, and a session-service that knows one session. */
public class HealthInfra implements QuarkusTestResourceLifecycleManager {

    /** The session that only its owner knows: no event of it was ever published. */
    public static final String KNOWN_TO_ITS_OWNER = "01890a5d-ac96-774b-bcce-b302099a8057";

    public static final String SECRET = "s3cr3t-of-the-tests";

    private static final String HOST = "localhost";

    /** Of this JVM: the key stores are for targets that tests start. */
    private static Path certificates;

    private static NameServer names;

    private static final List<String> CREDENTIALS = List.of("target", "yunite", "discord", "wallet", "admin");

    private TestServices services;
    private HttpServer sessions;
    private Path credentials;
    private Path storage;
    private Path authorities;

    @Override
    public Map<String, String> start() {
        try {
            services = TestServices.open("health");
            names = new NameServer();
            sessions = sessionService();
            credentials = Files.createTempDirectory("liverun-credentials");
            storage = Files.createTempDirectory("liverun-health-storage");
            certificates = Files.createTempDirectory("liverun-health-certificates");
            authorities = authorities();
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
        configuration.put("liverun.egress.trusted-certificates", authorities.toString());
        configuration.put("liverun.egress.name-servers", names.address());
        ownAddress().ifPresent(address -> configuration.put("liverun.egress.allowed-hosts", address.getHostAddress()));
        configuration.put("liverun.health.offline.settle", "100ms");
        configuration.put("liverun.health.offline.timeout", "1s");
        configuration.put("liverun.health.alarms.silent", "1s");
        configuration.put("liverun.health.metrics.endpoints", "2");
        // A machine that is busy for a while is no machine that slept: a check that was silent counts all the same.
        configuration.put("liverun.health.offline.stood-still", "1h");
        // Tests do this work themselves, at the moment that suits them; yesterday's minutes are still there at any time
        // of day.
        configuration.put("liverun.health.archive.every", "24h");
        configuration.put("liverun.health.rollup.every", "24h");
        configuration.put("liverun.health.rollup.minutes", "72h");
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
        names.close();
        services.close();
        try {
            for (var name : CREDENTIALS) {
                Files.deleteIfExists(credentials.resolve(name));
            }
            Files.deleteIfExists(credentials);
            remove(storage);
            remove(certificates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var left = Files.walk(directory)) {
            for (var path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Those of {@link #valid()} and {@link #expired()}, both for {@code localhost}. */
    private static Path authorities() throws IOException {
        var valid = Certificates.selfSigned(certificates, HOST, "-1d", 30);
        var expired = Certificates.selfSigned(certificates, HOST, "-3d", 1);
        return Files.writeString(
                certificates.resolve("authorities.pem"),
                Files.readString(valid.pem()) + Files.readString(expired.pem()));
    }

    /** A key store with a certificate that ends in less than thirty days. */
    public static Path valid() {
        return certificates.resolve(HOST + "-1d.p12");
    }

    /** One that ended the day before yesterday. */
    public static Path expired() {
        return certificates.resolve(HOST + "-3d.p12");
    }

    /** The only one that the service asks. */
    public static NameServer names() {
        return names;
    }

    /** An IPv4 address of this machine under which it is found on a network; empty where it is on none. */
    public static Optional<InetAddress> ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(HealthInfra::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUp(NetworkInterface one) {
        try {
            return one.isUp();
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

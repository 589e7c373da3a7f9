package dev.liverun.load;

import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedKafka;
import dev.liverun.embedded.EmbeddedPostgres;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.Ports;
import dev.liverun.embedded.PostgresOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged session-service on a durable PostgreSQL and a Kafka of its own, and a token that it takes. */
final class SessionProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);

    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final Process service;
    private final Path key;
    private final String token;
    private final String address;
    final String databaseUrl;
    final String databaseRole;
    final String databasePassword;

    private SessionProcess(String heap) throws IOException, GeneralSecurityException {
        var dist = Dist.fromSystemProperty();
        postgres = EmbeddedPostgres.start(PostgresOptions.of(dist).durable(true));
        kafka = EmbeddedKafka.start(KafkaOptions.of(dist));
        var database = postgres.createDatabase("session", "session", "session");
        databaseUrl = database.reactiveUrl();
        databaseRole = database.role();
        databasePassword = database.password();
        var keys = keys();
        key = Files.createTempFile("liverun-load", ".pem");
        Files.writeString(key, pem(keys));
        token = token(keys);
        int port = Ports.free();
        address = "http://127.0.0.1:" + port + "/api/v1";
        int management = Ports.free();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-XX:+UseSerialGC");
        command.add("-Dquarkus.datasource.reactive.url=" + database.reactiveUrl());
        command.add("-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl());
        command.add("-Dquarkus.datasource.username=" + database.role());
        command.add("-Dquarkus.datasource.password=" + database.password());
        command.add("-Dkafka.bootstrap.servers=" + kafka.bootstrapServers());
        command.add("-Dliverun.auth.public-key=" + key);
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + management);
        command.add("-Dquarkus.log.level=WARN");
        command.add("-jar");
        command.add(System.getProperty("liverun.load.service"));
        service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("deploy", "load", "target", "session-service.log")
                        .toFile())
                .start();
        awaitReady("http://127.0.0.1:" + management + "/q/health/ready");
    }

    /** @param heap the most that the service may have, as {@code 128m} */
    static SessionProcess start(String heap) throws IOException, GeneralSecurityException {
        return new SessionProcess(heap);
    }

    /** What the service has used so far. */
    Duration cpu() {
        return service.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    String address() {
        return address;
    }

    String token() {
        return token;
    }

    String brokers() {
        return kafka.bootstrapServers();
    }

    private void awaitReady(String ready) throws IOException {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(ready)).build();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It is still starting.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        close();
        throw new IOException("session-service did not start; see deploy/load/target/session-service.log");
    }

    @Override
    public void close() {
        service.destroy();
        try {
            if (!service.waitFor(30, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
            Files.deleteIfExists(key);
        } catch (IOException e) {
            System.err.println(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kafka.close();
        postgres.close();
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** An operator's, for an hour (RFC 7519). */
    private static String token(KeyPair keys) throws GeneralSecurityException {
        long now = Clock.systemUTC().instant().getEpochSecond();
        var claims = "{\"iss\":\"https://liverun.local\",\"sub\":\"load\",\"groups\":[\"operator\"],\"iat\":" + now
                + ",\"exp\":" + (now + 3600) + "}";
        var signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

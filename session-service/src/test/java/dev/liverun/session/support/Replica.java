package dev.liverun.session.support;

import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.embedded.Ports;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own. */
public final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    /** Who signs the tokens that replicas take. */
    public record Keys(KeyPair pair, Path publicKey) {

        public static Keys in(Path directory) throws IOException, GeneralSecurityException {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPublic().getEncoded());
            return new Keys(
                    pair,
                    Files.writeString(
                            directory.resolve("public.pem"),
                            "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n"));
        }

        public String tester() {
            return Jwt.claims()
                    .issuer("https://liverun.local")
                    .subject("ada")
                    .groups(Set.of(Roles.TESTER))
                    .expiresIn(Duration.ofMinutes(10))
                    .sign(pair.getPrivate());
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Keys keys;
    private final int port;
    private final int management;

    private Replica(Process process, Keys keys, int port, int management) {
        this.process = process;
        this.keys = keys;
        this.port = port;
        this.management = management;
    }

    /** Begins to start one; {@link #awaitReady} tells when it has. */
    public static Replica start(String name, Keys keys, Map<String, String> configuration) throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.add("-XX:TieredStopAtLevel=1");
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dliverun.auth.public-key=" + keys.publicKey());
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + management);
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", name + ".log").toFile())
                .start();
        return new Replica(process, keys, port, management);
    }

    public Replica awaitReady() {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> status("http://127.0.0.1:" + management + "/q/health/ready") == 200);
        return this;
    }

    public int port() {
        return port;
    }

    /** A POST of {@code body}, or a GET when it is null, as tester. */
    public HttpResponse<String> call(String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + keys.tester())
                .header("Content-Type", "application/json");
        try {
            return http.send(
                    (body == null ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
    }

    /** How long it takes to stop when it is asked to. */
    public Duration stop() throws InterruptedException {
        long begun = System.nanoTime();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private int status(String address) throws IOException, InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (ConnectException e) {
            return 0;
        }
    }
}

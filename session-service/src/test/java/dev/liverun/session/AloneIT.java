package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.embedded.junit.TestServices;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with nothing but a database: no broker, no sibling. */
class AloneIT {

    private static final Duration START = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void itStartsAndServesWithoutBrokerAndSiblings() throws Exception {
        var keys = keys();
        try (var services = TestServices.open("session")) {
            int port = freePort();
            int management = freePort();
            var service = start(services, publicKey(keys), port, management);
            try {
                await().atMost(START)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> status("http://127.0.0.1:" + management + "/q/health/ready") == 200);
                var address = "http://127.0.0.1:" + port + "/api/v1";

                var created = call(address + "/sessions", token(keys), """
                        {"name": "alone", "configuration": {"integrations": [{"name": "banano"}]}}""");
                assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
                var id = created.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
                assertThat(call(address + "/sessions/" + id + "/start", token(keys), "{}")
                                .statusCode())
                        .isEqualTo(200);
                for (var path : new String[] {"", "/timeline", "/health", "/summary", "/report?format=json"}) {
                    var read = call(address + "/sessions/" + id + path, token(keys), null);
                    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
                }
                assertThat(call(address + "/dashboard", token(keys), null).statusCode())
                        .isEqualTo(200);
            } finally {
                service.destroy();
                if (!service.waitFor(30, TimeUnit.SECONDS)) {
                    service.destroyForcibly();
                }
            }
        }
    }

    private Process start(TestServices services, Path publicKey, int port, int management) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.add("-XX:TieredStopAtLevel=1");
        services.configuration().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dkafka.bootstrap.servers=127.0.0.1:" + freePort());
        command.add("-Dliverun.auth.public-key=" + publicKey);
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + management);
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "alone.log").toFile())
                .start();
    }

    private int status(String address) throws Exception {
        try {
            var request = HttpRequest.newBuilder(URI.create(address)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (ConnectException e) {
            return 0;
        }
    }

    private HttpResponse<String> call(String address, String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        return http.send(
                (body == null ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String token(KeyPair keys) {
        return Jwt.claims()
                .issuer("https://liverun.local")
                .subject("ada")
                .groups(Set.of(Roles.TESTER))
                .expiresIn(Duration.ofMinutes(10))
                .sign(keys.getPrivate());
    }

    private static KeyPair keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private Path publicKey(KeyPair keys) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        return Files.writeString(
                directory.resolve("public.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package dev.liverun.feedback;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.embedded.junit.TestServices;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with nothing but its database: no Kafka, no sibling, no GitHub. */
class StartsAloneIT {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    @TempDir
    Path directory;

    private final TestAuthResource auth = new TestAuthResource();
    private TestServices services;
    private Map<String, String> keys;
    private Process process;
    private int port;
    private int managementPort;

    @BeforeEach
    void start() throws IOException {
        services = TestServices.open("feedback");
        keys = auth.start();
        port = freePort();
        managementPort = freePort();
        var settings = new HashMap<>(services.configuration());
        settings.putAll(keys);
        settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("liverun.storage.directory", directory + "/storage");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        auth.stop();
        services.close();
    }

    @Test
    void theServiceStartsAndServesAlone() throws Exception {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> management("/q/health/ready").contains("\"UP\"") || !process.isAlive());
        assertThat(process.isAlive())
                .as(Files.readString(directory.resolve("log")))
                .isTrue();
        var session = UUID.randomUUID();
        body(session).post("/api/v1/feedback").then().statusCode(422);

        know(session);
        var filed = body(session).post("/api/v1/feedback");

        assertThat(filed.statusCode()).as(filed.asString()).isEqualTo(201);
        assertThat(api().get(filed.header("Location")).jsonPath().getString("title"))
                .isEqualTo("Alone");
        assertThat(api().get("/api/v1/feedback").jsonPath().getList("items")).hasSize(1);
        // Nothing is lost meanwhile, and operators see what waits.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(management("/q/metrics"))
                .contains("liverun_outbox_rows 1.0", "liverun_github_links{state=\"PENDING\"} 0.0"));
        assertThat(management("/q/health/live")).contains("\"UP\"");
    }

    private String management(String path) {
        return given().port(managementPort).get(path).asString();
    }

    private RequestSpecification body(UUID session) {
        return api().contentType("application/json")
                .body("{\"session_id\": \"" + session
                        + "\", \"title\": \"Alone\", \"description\": \"d\", \"category\": \"UX\"}");
    }

    private RequestSpecification api() {
        try {
            var key = Files.readString(Path.of(keys.get("liverun.testing.private-key")));
            var token = Jwt.issuer(keys.get("liverun.auth.issuer"))
                    .subject("ada")
                    .groups(Set.of("tester"))
                    .expiresIn(600)
                    .sign(KeyUtils.decodePrivateKey(key));
            return given().port(port).auth().oauth2(token);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As if the session's events had arrived before the broker went away. */
    private void know(UUID session) throws Exception {
        var database = services.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into session_view (id, version, name, status, tester_id, participants, configuration)"
                            + " values ('" + session + "', 1, 'alone', 'ACTIVE', 'ada', '[]', '{}')");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

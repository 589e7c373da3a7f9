package dev.liverun.feedback.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.embedded.Ports;
import dev.liverun.embedded.junit.TestServices;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packaged service as a process of its own, with a database of its own, that can be killed and started again. */
public final class PackagedService implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final TestAuthResource auth = new TestAuthResource();
    private final TestServices services = TestServices.open("feedback");
    private final Map<String, String> keys = auth.start();
    private final Map<String, String> settings = new HashMap<>();
    private final Path directory;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private Process process;

    /** @param different settings beside those that it cannot do without */
    public PackagedService(Path directory, Map<String, String> different) {
        this.directory = directory;
        settings.putAll(services.configuration());
        settings.putAll(keys);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("liverun.storage.directory", directory + "/storage");
        settings.putAll(different);
        start();
    }

    public void start() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitReady() {
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> isReady() || !process.isAlive());
        assertThat(process.isAlive()).as(log()).isTrue();
    }

    private boolean isReady() {
        return given().port(managementPort).get("/q/health/ready").statusCode() == 200;
    }

    /** With SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String management(String path) {
        return given().port(managementPort).get(path).asString();
    }

    /** As tester ada. */
    public RequestSpecification api() {
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

    /** Its database. */
    public Connection database() throws SQLException {
        var database = services.database();
        return DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
    }

    /** What it would finish nobody waits for. */
    @Override
    public void close() {
        kill();
        auth.stop();
        services.close();
    }
}

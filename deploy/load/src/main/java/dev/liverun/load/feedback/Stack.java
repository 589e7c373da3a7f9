package dev.liverun.load.feedback;

import dev.liverun.embedded.Ports;
import dev.liverun.load.world.Replica;
import dev.liverun.load.world.Watched;
import dev.liverun.load.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged feedback-service and the sandbox's GitHub; all end with it. */
final class Stack implements AutoCloseable {

    private static final String CONTROL = "control-of-the-benchmark";
    private static final String BOT = "bot-of-the-benchmark";
    static final String WEBHOOK_SECRET = "secret-of-the-benchmark";

    private final World world = new World("feedback", true);
    private final int sandboxPort = Ports.free();
    private final String token = world.token("tester", "ada");
    private Replica service;

    Stack() throws IOException {
        secrets();
        var sandbox = sandbox();
        service = service("-Xmx256m");
        world.awaitAnswer(sandbox, "http://127.0.0.1:" + sandboxPort + "/health");
    }

    private Watched sandbox() {
        var jar = Path.of("deploy/sandbox/target/sandbox/sandbox.jar").toAbsolutePath();
        return world.java(
                "sandbox",
                Map.of("SANDBOX_CONTROL_TOKEN", CONTROL, "SANDBOX_GITHUB_TOKEN", BOT),
                List.of(
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "--port",
                        Integer.toString(sandboxPort),
                        "--rate-limits",
                        "off"));
    }

    private void secrets() throws IOException {
        var credentials = Files.createDirectory(credentials());
        for (var secret : Map.of("github", BOT, "github-webhook", WEBHOOK_SECRET, "github-marker", "m")
                .entrySet()) {
            var file = Files.createFile(
                    credentials.resolve(secret.getKey()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret.getValue());
        }
    }

    private Path credentials() {
        return world.directory().resolve("credentials");
    }

    private Replica service(String heap) {
        return world.replica(
                "feedback-service",
                Map.of(
                        "liverun.attachments.max-file-size", "60000000",
                        "liverun.attachments.max-report-size", "1000000000",
                        "quarkus.http.limits.max-body-size", "64M",
                        "liverun.credentials.directory", credentials().toString(),
                        "liverun.github.endpoint", "http://127.0.0.1:" + sandboxPort + "/github",
                        "liverun.github.repository", "liverun/demo"),
                heap);
    }

    /** The service again, with another heap. */
    void restart(String heap) {
        service.watched().end();
        service = service(heap);
    }

    /** The bare transaction behind HTTP. */
    Replica bareService() {
        return world.bare(BareFiling.class);
    }

    String address(String path) {
        return service.address(path);
    }

    String authorization() {
        return "Bearer " + token;
    }

    /** Of the benchmark's own processes, clients included. */
    double cpuSeconds() {
        return world.cpuSeconds();
    }

    /** From now on GitHub answers nobody; or everybody again. */
    void gitHubHangs(boolean hangs) {
        var control = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandboxPort + "/_control/github/fault"))
                .header("Authorization", "Bearer " + CONTROL)
                .header("Content-Type", "application/json");
        var request =
                hangs ? control.PUT(HttpRequest.BodyPublishers.ofString("{\"latency_ms\": 120000}")) : control.DELETE();
        world.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address(path)))
                .header("Authorization", authorization())
                .timeout(Duration.ofSeconds(60));
    }

    HttpClient http() {
        return world.http();
    }

    Connection connection() throws SQLException {
        return world.connection();
    }

    String metrics() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.managementPort() + "/q/metrics"))
                .build();
        return world.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    Path directory() {
        return world.directory();
    }

    @Override
    public void close() {
        world.close();
    }
}

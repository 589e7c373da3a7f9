package dev.liverun.load.feedback;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A durable PostgreSQL, a Kafka, the sandbox's GitHub and the packaged feedback-service; all end with it. */
final class Stack implements AutoCloseable {

    private static final String CONTROL = "control-of-the-benchmark";
    private static final String BOT = "bot-of-the-benchmark";
    static final String WEBHOOK_SECRET = "secret-of-the-benchmark";
    private static final String ISSUER = "https://liverun.test";

    private final Path home = Path.of(System.getProperty("liverun.home"));
    private final Path directory;
    private final KeyPair keys;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final dev.liverun.embedded.Database database;
    private final Process sandbox;
    private Process service;
    private final int sandboxPort = Ports.free();
    private final int port = Ports.free();
    private final int barePort = Ports.free();
    private final int managementPort = Ports.free();
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Stack(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.keys = generator.generateKeyPair();
        this.token = token();
        var dist = Dist.fromSystemProperty();
        postgres = EmbeddedPostgres.start(PostgresOptions.of(dist).durable(true));
        kafka = EmbeddedKafka.start(KafkaOptions.of(dist));
        database = postgres.createDatabase("feedback", "feedback", "feedback");
        sandbox = sandbox();
        prepare();
        service = service("-Xmx256m");
        await("the sandbox", URI.create("http://127.0.0.1:" + sandboxPort + "/health"));
        await("feedback-service", URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"));
    }

    private Process sandbox() throws IOException {
        var builder = new ProcessBuilder(
                java(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                home.resolve("deploy/sandbox/target/sandbox/sandbox.jar").toString(),
                "--port",
                Integer.toString(sandboxPort),
                "--rate-limits",
                "off");
        builder.environment().put("SANDBOX_CONTROL_TOKEN", CONTROL);
        builder.environment().put("SANDBOX_GITHUB_TOKEN", BOT);
        return started(builder, "sandbox.log");
    }

    /** The service again, with another heap. */
    void restart(String heap) throws IOException {
        end(service);
        service = service(heap);
        await("feedback-service", URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"));
    }

    private void prepare() throws IOException {
        var credentials = Files.createDirectory(directory.resolve("credentials"));
        for (var secret : Map.of("github", BOT, "github-webhook", WEBHOOK_SECRET, "github-marker", "m")
                .entrySet()) {
            var file = Files.createFile(
                    credentials.resolve(secret.getKey()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret.getValue());
        }
        Files.writeString(
                directory.resolve("public.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private Process service(String heap) throws IOException {
        var command = new ArrayList<>(List.of(java(), heap, "-XX:+UseSerialGC"));
        // Such as a flight recorder's.
        var more = System.getProperty("liverun.load.service-options", "");
        if (!more.isBlank()) {
            command.addAll(List.of(more.split(" ")));
        }
        Map.ofEntries(
                        Map.entry("quarkus.http.port", Integer.toString(port)),
                        Map.entry("quarkus.management.port", Integer.toString(managementPort)),
                        Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
                        Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                        Map.entry("quarkus.datasource.username", database.role()),
                        Map.entry("quarkus.datasource.password", database.password()),
                        Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
                        Map.entry("liverun.auth.public-key", directory + "/public.pem"),
                        Map.entry("liverun.auth.issuer", ISSUER),
                        Map.entry("liverun.storage.directory", directory + "/storage"),
                        Map.entry("liverun.attachments.max-file-size", "60000000"),
                        Map.entry("liverun.attachments.max-report-size", "1000000000"),
                        Map.entry("quarkus.http.limits.max-body-size", "64M"),
                        Map.entry("liverun.credentials.directory", directory + "/credentials"),
                        Map.entry("liverun.github.endpoint", "http://127.0.0.1:" + sandboxPort + "/github"),
                        Map.entry("liverun.github.repository", "liverun/demo"))
                .forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                home.resolve("feedback-service/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        return started(new ProcessBuilder(command), "service.log");
    }

    private Process started(ProcessBuilder builder, String log) throws IOException {
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The bare transaction behind HTTP. */
    Process bareService() throws IOException {
        var process = started(
                new ProcessBuilder(
                        java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Durl=" + database.reactiveUrl(),
                        "-Drole=" + database.role(),
                        "-Dpassword=" + database.password(),
                        "-Dport=" + barePort,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareService.class.getName()),
                "bare.log");
        await("the bare service", URI.create(bareAddress()));
        return process;
    }

    String bareAddress() {
        return "http://127.0.0.1:" + barePort + "/";
    }

    String address(String path) {
        return "http://127.0.0.1:" + port + "/api/v1" + path;
    }

    String authorization() {
        return "Bearer " + token;
    }

    /** Of the benchmark's own processes, clients included: whatever else runs on the machine does not count. */
    double cpuSeconds() {
        return Stream.of(ProcessHandle.current().pid(), postgres.pid(), kafka.pid())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .mapToDouble(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
                .sum();
    }

    /** From now on GitHub answers nobody; or everybody again. */
    void gitHubHangs(boolean hangs) throws IOException, InterruptedException {
        var control = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandboxPort + "/_control/github/fault"))
                .header("Authorization", "Bearer " + CONTROL)
                .header("Content-Type", "application/json");
        var request =
                hangs ? control.PUT(HttpRequest.BodyPublishers.ofString("{\"latency_ms\": 120000}")) : control.DELETE();
        http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address(path)))
                .header("Authorization", authorization())
                .timeout(Duration.ofSeconds(60));
    }

    HttpClient http() {
        return http;
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password());
    }

    String metrics() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void await(String what, URI address) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                var answer = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException(what + " does not start; see the logs in " + directory);
    }

    private String token() throws GeneralSecurityException {
        long now = java.time.Clock.systemUTC().instant().getEpochSecond();
        var unsigned = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
                + "."
                + part("{\"iss\":\"%s\",\"sub\":\"ada\",\"upn\":\"ada\",\"groups\":[\"tester\"],\"iat\":%d,\"exp\":%d}"
                        .formatted(ISSUER, now, now + 3_600));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
        return unsigned + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        end(service);
        end(sandbox);
        kafka.close();
        postgres.close();
    }

    void end(Process process) {
        process.destroy();
        process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}

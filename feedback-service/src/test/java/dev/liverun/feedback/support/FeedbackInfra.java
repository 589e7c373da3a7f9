package dev.liverun.feedback.support;

import com.sun.net.httpserver.HttpServer;
import dev.liverun.embedded.junit.TestServices;
import dev.liverun.sandbox.SandboxOptions;
import dev.liverun.sandbox.SandboxServer;
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

/** A database, a Kafka, credentials, a GitHub, and siblings that know one session and one result. */
public class FeedbackInfra implements QuarkusTestResourceLifecycleManager {

    /** A session that only its owner knows: no event of it was ever published. Its tester is ada. */
    public static final String KNOWN_TO_ITS_OWNER = "01890a5d-ac96-774b-bcce-b302099a8057";

    /** A result of that session. */
    public static final String KNOWN_RESULT = "01890a5d-ac96-774b-bcce-b302099a8058";

    /** Asked for this one, its owner fails. */
    public static final String TROUBLED = "01890a5d-ac96-774b-bcce-b302099a8059";

    public static final String CONTROL_TOKEN = "control-of-the-tests";
    public static final String BOT_TOKEN = "github-bot-of-the-tests";
    public static final String HUMAN_TOKEN = "github-human-of-the-tests";
    public static final String WEBHOOK_SECRET = "webhook-secret-of-the-tests";
    public static final String MARKER_KEY = "marker-key-of-the-tests";

    private TestServices services;
    private SandboxServer sandbox;
    private HttpServer siblings;
    private Path directory;

    @Override
    public Map<String, String> start() {
        try {
            services = TestServices.open("feedback");
            siblings = siblings();
            directory = Files.createTempDirectory("liverun-feedback");
            var credentials = Files.createDirectory(directory.resolve("credentials"));
            secret(credentials, "github", BOT_TOKEN);
            secret(credentials, "github-webhook", WEBHOOK_SECRET);
            secret(credentials, "github-marker", MARKER_KEY);
            sandbox = SandboxServer.start(
                            SandboxOptions.parse(
                                    List.of("--port", "0", "--rate-limits", "off"),
                                    Map.of(
                                            "SANDBOX_CONTROL_TOKEN", CONTROL_TOKEN,
                                            "SANDBOX_GITHUB_TOKEN", BOT_TOKEN,
                                            "SANDBOX_GITHUB_HUMAN_TOKEN", HUMAN_TOKEN)),
                            new OffsetClock())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var siblingsUrl = "http://127.0.0.1:" + siblings.getAddress().getPort();
        var configuration = new HashMap<>(services.configuration());
        configuration.put("liverun.credentials.directory", directory + "/credentials");
        configuration.put("liverun.storage.directory", directory + "/storage");
        configuration.put("liverun.attachments.max-file-size", "200000");
        configuration.put("liverun.attachments.max-per-report", "3");
        configuration.put("liverun.peers.session.url", siblingsUrl);
        configuration.put("liverun.peers.test-runner.url", siblingsUrl);
        configuration.put("liverun.github.endpoint", sandbox.url() + "/github");
        configuration.put("liverun.github.repository", "liverun/demo");
        configuration.put("liverun.github.timeout", "2s");
        configuration.put(
                "liverun.github.between-writes", System.getProperty("liverun.faults.between-writes", "100ms"));
        configuration.put("liverun.github.quiet-period", "3s");
        configuration.put("liverun.github.retry-after", "1s");
        // Tests reconcile when they want to.
        configuration.put("liverun.github.reconcile-every", "1h");
        configuration.put("liverun.github.people.cleo", "maintainer");
        configuration.put("liverun.testing.sandbox", sandbox.url());
        return configuration;
    }

    @Override
    public void stop() {
        sandbox.close().toCompletionStage().toCompletableFuture().join();
        siblings.stop(0);
        services.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void secret(Path directory, String name, String value) throws IOException {
        Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(directory.resolve(name), value);
    }

    private static HttpServer siblings() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/api/v1/sessions/", KNOWN_TO_ITS_OWNER, """
                {"id": "%s", "name": "known to its owner", "status": "ACTIVE", "tester_id": "ada", "version": 3,
                 "participants": [{"subject": "ada", "role": "TESTER"}], "configuration": {}, "new_there": true}
                """.formatted(KNOWN_TO_ITS_OWNER));
        answer(server, "/api/v1/results/", KNOWN_RESULT, """
                {"id": "%s", "session_id": "%s", "endpoint_id": "%s", "test_name": "pay", "status": "FAILED",
                 "started_at": "2026-03-01T12:00:00Z", "completed_at": "2026-03-01T12:00:01Z",
                 "error_details": "no answer", "failure_class": "NETWORK"}
                """.formatted(KNOWN_RESULT, KNOWN_TO_ITS_OWNER, TROUBLED));
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, String known, String body) {
        server.createContext(path, exchange -> {
            var asked = exchange.getRequestURI().getPath().substring(path.length());
            var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            int status =
                    !token.startsWith("Bearer ") ? 401 : asked.equals(known) ? 200 : asked.equals(TROUBLED) ? 500 : 404;
            var answer = (status == 200 ? body : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }
}

package dev.liverun.feedback.github;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.feedback.github.text.Marker;
import dev.liverun.feedback.support.PackagedService;
import dev.liverun.sandbox.SandboxOptions;
import dev.liverun.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * GitHub accepts every issue and drops the connection, one in ten appears only after its request has timed out, listings
 * lag, and the packaged service is killed meanwhile. {@code -Dliverun.faults.reports=100 -Dliverun.faults.kills=5
 * -Dliverun.faults.lag=10000} makes it as hard as it was meant.
 */
class KilledIT {

    private static final String BOT = "bot-of-the-killed";
    private static final String CONTROL = "control-of-the-killed";
    private static final int REPORTS = Integer.getInteger("liverun.faults.reports", 10);
    private static final int KILLS = Integer.getInteger("liverun.faults.kills", 1);
    private static final int LAG = Integer.getInteger("liverun.faults.lag", 1_500);

    @TempDir
    Path directory;

    private SandboxServer sandbox;
    private PackagedService service;

    @BeforeEach
    void start() throws IOException {
        sandbox = SandboxServer.start(
                        SandboxOptions.parse(
                                List.of("--port", "0", "--rate-limits", "off", "--github-repos", "liverun/killed"),
                                Map.of("SANDBOX_CONTROL_TOKEN", CONTROL, "SANDBOX_GITHUB_TOKEN", BOT)),
                        Clock.systemUTC())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var credentials = Files.createDirectory(directory.resolve("credentials"));
        for (var secret : Map.of("github", BOT, "github-webhook", "w", "github-marker", "m")
                .entrySet()) {
            Files.writeString(
                    Files.createFile(
                            credentials.resolve(secret.getKey()),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                    secret.getValue());
        }
        service = new PackagedService(
                directory,
                Map.of(
                        "liverun.credentials.directory", credentials.toString(),
                        "liverun.github.endpoint", sandbox.url() + "/github",
                        "liverun.github.repository", "liverun/killed",
                        "liverun.github.timeout", "2s",
                        "liverun.github.between-writes", "100ms",
                        "liverun.github.writes-per-minute", "10000",
                        "liverun.github.writes-per-hour", "10000",
                        "liverun.github.lease", "5s",
                        "liverun.github.quiet-period", LAG + 8_000 + "ms"));
    }

    @AfterEach
    void stop() {
        service.close();
        sandbox.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyReportHasExactlyOneIssue() throws Exception {
        service.awaitReady();
        var session = UUID.randomUUID();
        know(session);
        faults();
        var reports = new HashSet<String>();
        for (int i = 0; i < REPORTS; i++) {
            reports.add(service.api()
                    .contentType("application/json")
                    .body(Map.of("session_id", session, "title", "killed " + i, "description", "d", "category", "UX"))
                    .post("/api/v1/feedback")
                    .path("id"));
        }
        for (int kill = 1; kill <= KILLS; kill++) {
            int some = kill * REPORTS / (KILLS + 1);
            await().atMost(Duration.ofMinutes(2)).until(() -> issues().size() >= some);
            service.kill();
            service.start();
            service.awaitReady();
        }

        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(linked()).isEqualTo(REPORTS));
        // What was still on its way has arrived by then, and would have been listed.
        await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ofSeconds(4)).until(() -> true);

        assertThat(issues()).hasSize(REPORTS);
        var marked = new HashSet<String>();
        issues().forEach(issue ->
                new Marker("liverun", "m").in(issue.get("body").toString()).ifPresent(id -> marked.add(id.toString())));
        assertThat(marked).isEqualTo(reports);
    }

    private void faults() {
        var path = "/repos/liverun/killed/issues";
        put(List.of(
                Map.of("path", path, "listing_lag_ms", LAG),
                Map.of(
                        "path",
                        path,
                        "method",
                        "POST",
                        "late_create_ms",
                        3_000,
                        "accept_then_drop",
                        true,
                        "probability",
                        0.1),
                Map.of("path", path, "method", "POST", "accept_then_drop", true)));
    }

    private void put(Object faults) {
        assertThat(given().header("Authorization", "Bearer " + CONTROL)
                        .contentType("application/json")
                        .body(faults)
                        .put(sandbox.url() + "/_control/github/fault")
                        .statusCode())
                .isEqualTo(200);
    }

    /** All that are there, also those that are not listed yet. */
    private List<Map<String, Object>> issues() {
        var found = new ArrayList<Map<String, Object>>();
        for (int number = 1; ; number++) {
            var answer = given().header("Authorization", "Bearer " + BOT)
                    .get(sandbox.url() + "/github/repos/liverun/killed/issues/" + number);
            if (answer.statusCode() != 200) {
                return found;
            }
            found.add(answer.jsonPath().getMap(""));
        }
    }

    private long linked() throws SQLException {
        try (var connection = service.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from github_links where state = 'LINKED'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void know(UUID session) throws SQLException {
        try (var connection = service.database();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into session_view (id, version, name, status, tester_id, participants, configuration)"
                            + " values ('" + session + "', 1, 'killed', 'ACTIVE', 'ada', '[]', '{}')");
        }
    }
}

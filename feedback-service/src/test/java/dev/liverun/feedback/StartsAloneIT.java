package dev.liverun.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.feedback.support.PackagedService;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with nothing but its database: no Kafka, no sibling, no GitHub. */
class StartsAloneIT {

    @TempDir
    Path directory;

    private PackagedService service;

    @BeforeEach
    void start() {
        service = new PackagedService(directory, Map.of("kafka.bootstrap.servers", "127.0.0.1:1"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theServiceStartsAndServesAlone() throws Exception {
        service.awaitReady();
        var session = UUID.randomUUID();
        assertThat(file(session).statusCode()).isEqualTo(422);

        know(session);
        var filed = file(session);

        assertThat(filed.statusCode()).as(filed.asString()).isEqualTo(201);
        assertThat(service.api().get(filed.header("Location")).jsonPath().getString("title"))
                .isEqualTo("Alone");
        assertThat(service.api().get("/api/v1/feedback").jsonPath().getList("items"))
                .hasSize(1);
        // Nothing is lost meanwhile, and operators see what waits.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(service.management("/q/metrics"))
                .contains(
                        "liverun_outbox_rows 1.0",
                        "liverun_github_links{state=\"PENDING\"} 0.0",
                        "liverun_github_sync_lag_seconds 0.0",
                        "liverun_feedback_open{priority=\"MEDIUM\"} 1.0",
                        "liverun_feedback_overdue{priority=\"MEDIUM\"} 0.0"));
        assertThat(service.management("/q/health/live")).contains("\"UP\"");
    }

    private Response file(UUID session) {
        return service.api()
                .contentType("application/json")
                .body("{\"session_id\": \"" + session
                        + "\", \"title\": \"Alone\", \"description\": \"d\", \"category\": \"UX\"}")
                .post("/api/v1/feedback");
    }

    /** As if the session's events had arrived before the broker went away. */
    private void know(UUID session) throws Exception {
        try (var connection = service.database();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into session_view (id, version, name, status, tester_id, participants, configuration)"
                            + " values ('" + session + "', 1, 'alone', 'ACTIVE', 'ada', '[]', '{}')");
        }
    }
}

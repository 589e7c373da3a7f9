package dev.liverun.feedback.filing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.correlation.Correlation;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is filed at the same time shares transactions; nobody notices. */
@QuarkusTest
class FilingTogetherIT {

    private static final int REPORTS = 48;
    private static final int BAD = 20;

    @Inject
    Rows rows;

    @Test
    void eachReportIsItsOwnAndOneThatIsRefusedSpoilsNoOther() {
        var adas = rows.session("ada");
        var bobs = rows.session("bob");
        var threads = Executors.newFixedThreadPool(16);
        var before = rows.count("select count(*) from feedback_reports");

        var filed = IntStream.range(0, REPORTS)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> file(n, n % 2 == 0 ? adas : bobs), threads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        threads.shutdown();

        for (int n = 0; n < REPORTS; n++) {
            var answer = filed.get(n);
            if (n == BAD) {
                assertThat(answer.statusCode()).isEqualTo(422);
                continue;
            }
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            var report = answer.jsonPath();
            assertThat(report.getString("title")).isEqualTo("together " + n);
            assertThat(report.getString("reported_by")).isEqualTo(n % 2 == 0 ? "ada" : "bob");
            assertThat(report.getString("evidence.session_name"))
                    .isEqualTo("session of " + (n % 2 == 0 ? "ada" : "bob"));
            var id = UUID.fromString(report.getString("id"));
            assertThat(rows.count(
                            "select count(*) from audit_log where target_id = $1 and actor = $2 and correlation_id = $3",
                            id.toString(),
                            report.getString("reported_by"),
                            "together-" + n))
                    .isEqualTo(1);
            assertThat(rows.count("select count(*) from feedback_history where feedback_id = $1", id))
                    .isEqualTo(1);
        }
        assertThat(rows.count("select count(*) from feedback_reports") - before).isEqualTo(REPORTS - 1);
    }

    private static Response file(int n, UUID session) {
        var report = Api.report(session, Map.of("title", "together " + n));
        if (n == BAD) {
            report.put("metadata", Map.of("no text", "\0"));
        }
        return Api.as(n % 2 == 0 ? "ada" : "bob")
                .header(Correlation.HEADER, "together-" + n)
                .body(report)
                .post(Api.FEEDBACK);
    }
}

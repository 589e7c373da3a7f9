package dev.liverun.health.alarm;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alarms that are not about one answer: to and fro, and slower than usual. */
@QuarkusTest
class FlappingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    BaselineReview baseline;

    @Test
    void an_integration_that_goes_to_and_fro_keeps_one_alarm_until_it_has_settled() {
        try (var target = new Target()) {
            var id = registerChecked(
                    target.url(),
                    Map.of(
                            "confirmation",
                            Map.of("fall", Map.of("checks", 1, "of", 1), "rise", Map.of("checks", 1, "of", 1))));
            turn(target, id, 500);
            turn(target, id, 200);
            assertThat(alarms(id).getList("items")).hasSize(1);
            turn(target, id, 500);
            turn(target, id, 200);

            turn(target, id, 500);
            turn(target, id, 200);

            assertThat(Tokens.as(Roles.VIEWER).get(PATH + "/" + id).jsonPath().getBoolean("health.flapping"))
                    .isTrue();
            assertThat(alarms(id).getList("items")).hasSize(2);
            assertThat((Object) alarms(id).get("items[0].cleared_at")).isNull();

            run("update endpoint_health set changes = '{}' where endpoint_id = '" + id + "'");

            await().atMost(PATIENCE).until(() -> alarms(id).get("items[0].cleared_at") != null);
        }
    }

    @Test
    void much_slower_than_its_own_week_is_an_alarm_until_it_is_not() {
        var id = registerChecked("http://127.0.0.1:9", Map.of());
        var few = registerChecked("http://127.0.0.1:9", Map.of());
        // A week of 100 ms, and 30 answers of 320 ms within the last minutes: 220 % slower. Of the other there is too
        // little.
        for (var endpoint : new UUID[] {id, few}) {
            run("insert into health_rollups select '" + endpoint
                    + "', 86400, date_trunc('day', now(), 'UTC') - d * interval"
                    + " '1 day', 100, 0, 0, 0, 0, 0, 100, array[health_bin(100)], array["
                    + (endpoint == id ? 100 : 10) + "] from generate_series(1, 6) d");
            minutes(endpoint, 320);
        }
        baseline.baselines().await().atMost(PATIENCE);

        baseline.compare().await().atMost(PATIENCE);

        assertThat(slower(id).getString("message")).contains("320 ms").contains("100 ms");
        assertThat((Object) slower(id).get("cleared_at")).isNull();
        assertThat((Object) slower(few).get("id")).isNull();

        minutes(id, 280);
        baseline.compare().await().atMost(PATIENCE);

        assertThat((Object) slower(id).get("cleared_at")).isNotNull();
    }

    private static JsonPath slower(UUID endpoint) {
        return alarms(endpoint).setRootPath("items.find { it.cause == 'SLOWER_THAN_USUAL' }");
    }

    private void minutes(UUID endpoint, int millis) {
        run("delete from health_minutes where endpoint_id = '" + endpoint + "'");
        run("insert into health_minutes (endpoint_id, bucket, healthy, degraded, unhealthy, timeout, rate_limited,"
                + " excused, response_times) select '" + endpoint
                + "', date_trunc('minute', now()) - m * interval '1 minute', 10, 0, 0, 0, 0, 0, array_fill(" + millis
                + ", array[10]) from generate_series(0, 2) m");
    }

    private static void turn(Target target, UUID id, int status) {
        target.behaves(Target.answering(status));
        check(id);
    }

    private static JsonPath alarms(UUID endpoint) {
        return Tokens.as(Roles.VIEWER)
                .get("/api/v1/alarms?endpoint_id=" + endpoint)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}

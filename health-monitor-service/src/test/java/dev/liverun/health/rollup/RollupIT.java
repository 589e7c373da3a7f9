package dev.liverun.health.rollup;

import static dev.liverun.health.testing.Integrations.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Integrations;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RollupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    RollupJob job;

    private UUID endpoint;
    private Instant day;

    /** Yesterday: 60 minutes of one hour with the response times 1 to 60 ms, one of them down, one excused. */
    @BeforeEach
    void aDay() {
        endpoint = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));
        day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        run(
                "insert into health_minutes (endpoint_id, bucket, healthy, degraded, unhealthy, timeout, rate_limited, excused,"
                        + " response_times) select '" + endpoint + "', timestamptz '" + day
                        + "' + i * interval '1 minute',"
                        + " case when i = 7 then 0 else 1 end, 0, case when i = 7 then 1 else 0 end, 0, 0,"
                        + " case when i = 9 then 1 else 0 end, array[i + 1] from generate_series(0, 59) i");
    }

    @Test
    void an_hour_and_a_day_say_what_their_minutes_say() {
        job.rollUp().await().atMost(PATIENCE);

        for (var bucket : new String[] {"PT1M", "PT1H", "P1D"}) {
            trend(bucket)
                    .body("total.checks", equalTo(61))
                    .body("total.by_status.HEALTHY", equalTo(59))
                    .body("total.by_status.UNHEALTHY", equalTo(1))
                    .body("total.excused", equalTo(1))
                    .body("total.uptime_percent", equalTo(98.3333f))
                    .body("total.response_time_ms.p50", equalTo(30.0f))
                    .body("total.response_time_ms.p95", equalTo(57.0f))
                    .body("total.response_time_ms.max", equalTo(60));
        }
    }

    @Test
    void rolling_up_again_counts_nothing_twice() {
        job.rollUp().await().atMost(PATIENCE);
        run("update health_minutes set pending = true where endpoint_id = '" + endpoint + "'");

        job.rollUp().await().atMost(PATIENCE);

        trend("P1D").body("total.checks", equalTo(61));
    }

    @Test
    void a_check_that_comes_late_is_in_its_hour_and_day() {
        job.rollUp().await().atMost(PATIENCE);
        run("update health_minutes set healthy = healthy + 5, pending = true where endpoint_id = '" + endpoint
                + "' and bucket = timestamptz '" + day + "'");

        job.rollUp().await().atMost(PATIENCE);

        trend("PT1H").body("total.checks", equalTo(66));
        trend("P1D").body("total.checks", equalTo(66));
    }

    @Test
    void old_minutes_are_forgotten_and_their_hours_stay() {
        run("update health_minutes set bucket = bucket - interval '9 days' where endpoint_id = '" + endpoint + "'");
        job.rollUp().await().atMost(PATIENCE);

        job.forgetOld().await().atMost(PATIENCE);

        assertThat(count("health_minutes where endpoint_id = '" + endpoint + "'"))
                .isZero();
        assertThat(count("health_rollups where endpoint_id = '" + endpoint + "'"))
                .isEqualTo(2);
    }

    @Test
    void the_database_and_java_put_times_into_the_same_bins() {
        pool.query("select took, health_bin(took) as bin, health_bin_middle(health_bin(took)) as middle"
                        + " from generate_series(0, 300000, 37) took")
                .execute()
                .await()
                .atMost(PATIENCE)
                .forEach(row -> {
                    assertThat(row.getInteger("bin")).isEqualTo(ResponseTimes.bin(row.getInteger("took")));
                    assertThat(row.getInteger("middle")).isEqualTo((int) ResponseTimes.middle(row.getInteger("bin")));
                });
    }

    private io.restassured.response.ValidatableResponse trend(String bucket) {
        return Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/trend?bucket=" + bucket + "&from=" + day + "&to="
                        + day.plus(Duration.ofDays(1)))
                .then()
                .statusCode(200);
    }

    private long count(String from) {
        return pool.query("select count(*) from " + from)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}

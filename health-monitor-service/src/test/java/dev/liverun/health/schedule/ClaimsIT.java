package dev.liverun.health.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Reason;
import dev.liverun.health.check.Verdict;
import dev.liverun.health.recording.CheckFlusher;
import dev.liverun.health.recording.CheckMetrics;
import dev.liverun.health.recording.CheckRecorder;
import dev.liverun.health.recording.FinishedCheck;
import dev.liverun.health.recording.Recorded;
import dev.liverun.health.testing.Integrations;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas, of which this test plays the others. */
@QuarkusTest
class ClaimsIT {

    private static final Duration SOON = Duration.ofMinutes(10);

    private static Target target;

    private final UUID one = Ids.next();
    private final UUID other = Ids.next();

    @Inject
    Claims claims;

    @Inject
    CheckRecorder recorder;

    @Inject
    Pool pool;

    @BeforeAll
    static void start() {
        target = new Target();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @BeforeEach
    void join() {
        for (var replica : List.of(one, other)) {
            run(
                    "insert into replicas (id, name, expires_at) values ($1, 'test', now() + interval '1 hour')",
                    Tuple.of(replica));
        }
    }

    @AfterEach
    void leave() {
        run("delete from replicas where id in ($1, $2)", Tuple.of(one, other));
    }

    @Test
    void replicas_that_claim_at_once_share_without_overlap() {
        for (int i = 0; i < 24; i++) {
            dueInFiveMinutes();
        }

        var shares = Uni.join()
                .all(Stream.iterate(0, i -> i + 1)
                        .limit(8)
                        .map(i -> claims.due(i % 2 == 0 ? one : other, SOON, 3))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20));

        var claimed = new ArrayList<UUID>();
        shares.forEach(share -> share.forEach(claim -> claimed.add(claim.check().endpointId())));
        assertThat(claimed).hasSize(24).doesNotHaveDuplicates();
    }

    @Test
    void an_endpoint_of_a_replica_that_died_is_free_again_and_its_result_is_void() {
        var endpoint = dueInFiveMinutes();
        var lost = claimOne(one, endpoint);

        run("update replicas set expires_at = now() - interval '1 second' where id = $1", Tuple.of(one));
        var again = await().atMost(Duration.ofSeconds(20))
                .until(() -> claims.one(other, endpoint).await().atMost(Duration.ofSeconds(5)), Optional::isPresent)
                .orElseThrow();

        assertThat(again.epoch()).isGreaterThan(lost.epoch());
        assertThat(record(lost)).isEmpty();
        assertThat(record(again)).hasSize(1);
        assertThat(rows("select id from integration_health_status where endpoint_id = $1", Tuple.of(endpoint)))
                .hasSize(2);
    }

    @Test
    void a_late_result_counts_while_nobody_else_has_taken_over() {
        var endpoint = dueInFiveMinutes();
        var claim = claimOne(one, endpoint);
        run("delete from replicas where id = $1", Tuple.of(one));

        assertThat(record(claim)).hasSize(1);
        assertThat(record(claim)).as("and only once").isEmpty();
    }

    @Test
    void a_stray_claim_is_freed_and_a_held_one_is_not() {
        var held = dueInFiveMinutes();
        var stray = dueInFiveMinutes();
        claimOne(one, held);
        claimOne(one, stray);
        run("update check_schedule set claimed_at = now() - interval '5 minutes' where owner = $1", Tuple.of(one));

        claims.freeStrays(one, List.of(held)).await().atMost(Duration.ofSeconds(5));

        assertThat(rows("select endpoint_id from check_schedule where owner = $1", Tuple.of(one)))
                .extracting(row -> row.getUUID(0))
                .containsExactly(held);
    }

    @Test
    void one_statement_of_a_broken_check_does_not_hold_up_the_others() {
        var broken = claimOne(one, dueInFiveMinutes());
        var sound = claimOne(one, dueInFiveMinutes());
        var settled = new ArrayList<UUID>();
        var flusher = new CheckFlusher(
                recorder,
                new CheckMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry()),
                100,
                Runnable::run,
                (check, written) -> settled.add(written ? check.endpointId() : Ids.next()));
        flusher.add(finished(broken, -1));
        flusher.add(finished(sound, 5));

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            flusher.flush();
            return settled.size() == 2;
        });

        assertThat(settled).contains(sound.check().endpointId());
        assertThat(rows(
                        "select 1 from integration_health_status where endpoint_id = $1",
                        Tuple.of(sound.check().endpointId())))
                .hasSize(2);
    }

    private UUID dueInFiveMinutes() {
        var endpoint = Integrations.registerChecked(target.url(), Map.of());
        run(
                "update check_schedule set next_due_at = now() + interval '5 minutes' where endpoint_id = $1",
                Tuple.of(endpoint));
        return endpoint;
    }

    private Claim claimOne(UUID replica, UUID endpoint) {
        return claims.one(replica, endpoint)
                .await()
                .atMost(Duration.ofSeconds(5))
                .orElseThrow();
    }

    private List<Recorded> record(Claim claim) {
        return recorder.record(List.of(finished(claim, 5))).await().atMost(Duration.ofSeconds(5));
    }

    private static FinishedCheck finished(Claim claim, int responseTimeMs) {
        return new FinishedCheck(
                Ids.next(),
                claim.check().endpointId(),
                claim.epoch(),
                System.nanoTime(),
                new Verdict.Observed(new Observation(
                        HealthStatus.HEALTHY, Reason.OK, responseTimeMs, 200, null, Map.of("reason", "OK"))),
                Optional.empty());
    }

    private void run(String statement, Tuple arguments) {
        rows(statement, arguments);
    }

    private RowSet<Row> rows(String query, Tuple arguments) {
        return pool.preparedQuery(query).execute(arguments).await().atMost(Duration.ofSeconds(10));
    }
}

package dev.liverun.events.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.FaultyInfra;
import dev.liverun.events.Ids;
import dev.liverun.events.Samples;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.deadletters.DeadLetter;
import dev.liverun.events.deadletters.DeadLetters;
import dev.liverun.events.outbox.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A view that is made anew from what its owner has. Here one service is both. */
@QuarkusTest
@QuarkusTestResource(FaultyInfra.class)
class RebuildIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final UUID SESSION = UUID.fromString("0195566a-7c00-7000-8000-00000000aaaa");
    private static final UUID KEPT = UUID.fromString("0195566a-7c00-7000-8000-00000000bbbb");

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    @Inject
    Transactions transactions;

    @Inject
    Rebuilds rebuilds;

    @Inject
    DeadLetters deadLetters;

    @BeforeEach
    void aViewOfTwentyReports() {
        execute("truncate feedback_view, feedback_counts");
        ReportsOwner.REPORTS.clear();
        IntStream.range(0, 20).forEach(nr -> file("report " + nr, true));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(view()).hasSize(20));
    }

    @AfterEach
    void ownersAnswer() {
        ReportsOwner.ready.complete(true);
    }

    @Test
    void a_damaged_view_is_made_anew_with_what_happens_meanwhile_while_it_is_read() {
        var intact = view();
        execute("delete from feedback_view where title < 'report 15'");
        execute("insert into feedback_view values (gen_random_uuid(), 'never filed', 9)");
        execute("update feedback_counts set reports = 4711");
        execute("insert into feedback_counts values ('" + KEPT + "', 3, true)");
        ReportsOwner.ready = new CompletableFuture<>();

        var id = request();

        await().atMost(PATIENCE).until(() -> stateOf(id) == RebuildState.FILLING);
        var meanwhile = List.of(file("known to its owner", true), file("only on its way", false));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(view()).contains("known to its owner/1", "never filed/9"));
        assertThat(rebuilds.waitingFor(find(id))).containsExactly(EventType.FEEDBACK_FILED.ceType());
        ReportsOwner.ready.complete(true);
        await().atMost(PATIENCE).until(() -> stateOf(id) == RebuildState.DONE);

        assertThat(view())
                .containsAll(intact)
                .contains("known to its owner/1", "only on its way/1")
                .hasSize(22);
        assertThat(reportsOf(SESSION)).isEqualTo(22);
        assertThat(reportsOf(KEPT)).isEqualTo(3);
        assertNothingIsLeft();

        meanwhile.forEach(this::publish);
        ReportsOwner.REPORTS.values().forEach(this::publish);
        file("the last", true);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(view()).contains("the last/1"));
        assertThat(reportsOf(SESSION)).as("redelivery changes nothing").isEqualTo(23);
    }

    @Test
    void a_rebuild_that_is_given_up_leaves_the_view_as_it_is() {
        execute("delete from feedback_view where title = 'report 3'");
        ReportsOwner.ready = new CompletableFuture<>();
        var id = request();
        await().atMost(PATIENCE).until(() -> stateOf(id) == RebuildState.FILLING);

        assertThat(transactions
                        .onConnection(transaction -> rebuilds.request("reports", "olga", transaction))
                        .await()
                        .atMost(PATIENCE))
                .as("one at a time")
                .isEmpty();
        transactions
                .onConnection(transaction -> rebuilds.cancel(id, transaction))
                .await()
                .atMost(PATIENCE);

        assertThat(stateOf(id)).isEqualTo(RebuildState.CANCELLED);
        assertThat(count("select count(*) from pg_namespace where nspname like 'rebuild%'"))
                .isZero();
        file("after it", true);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(view()).contains("after it/1").doesNotContain("report 3/1"));
    }

    @Test
    void what_cannot_be_applied_ends_the_rebuild_and_says_why() {
        file(ReportsView.POISON, true);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(view()).hasSize(21));

        var id = request();

        await().atMost(PATIENCE).until(() -> stateOf(id) == RebuildState.FAILED);
        assertThat(find(id).error()).contains("cannot apply poison");
        assertThat(view()).hasSize(21);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {ReportsView.POISON, ReportsView.REFUSED})
    void what_only_the_new_view_cannot_take_ends_the_rebuild_and_the_live_one_has_it(String title) {
        ReportsOwner.ready = new CompletableFuture<>();
        var id = request();
        await().atMost(PATIENCE).until(() -> stateOf(id) == RebuildState.FILLING);

        var event = file(title, false);

        await().atMost(PATIENCE).until(() -> stateOf(id) == RebuildState.FAILED);
        assertThat(find(id).error()).contains("cannot apply " + title);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(view()).contains(title + "/1"));
        assertThat(reportsOf(SESSION)).isEqualTo(21);
        assertThat(deadLetters.list(100).await().atMost(PATIENCE))
                .extracting(DeadLetter::eventId)
                .doesNotContain(event.id().toString());
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(count("select count(*) from pg_namespace where nspname like 'rebuild%'"))
                .isZero();
        assertThat(count("select count(*) from inbox where consumer like 'reports#%'"))
                .isZero();
    }

    private UUID request() {
        return transactions
                .onConnection(transaction -> rebuilds.request("reports", "olga", transaction))
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .id();
    }

    private Rebuild find(UUID id) {
        return rebuilds.find(id).await().atMost(PATIENCE).orElseThrow();
    }

    private RebuildState stateOf(UUID id) {
        return find(id).state();
    }

    private Event<?> file(String title, boolean known) {
        var sample = ((FeedbackFiled) Samples.data(EventType.FEEDBACK_FILED)).feedback();
        var report = new FeedbackSnapshot(
                Ids.next(),
                SESSION,
                null,
                null,
                title,
                sample.category(),
                sample.priority(),
                sample.status(),
                null,
                null,
                "tess",
                sample.reportedAt(),
                null,
                false,
                0,
                1);
        var event = Event.state(new FeedbackFiled(report, "tess"), 1, Instant.parse("2026-03-02T09:00:00Z"));
        if (known) {
            ReportsOwner.REPORTS.put(report.id(), event);
        }
        publish(event);
        return event;
    }

    private void publish(Event<?> event) {
        transactions
                .onConnection(connection -> outbox.append(connection, List.of(event)))
                .await()
                .atMost(PATIENCE);
    }

    private List<String> view() {
        var rows = pool.query("select title || '/' || sequence from feedback_view order by id")
                .execute()
                .await()
                .atMost(PATIENCE);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }

    private long reportsOf(UUID session) {
        return count(
                "select coalesce(sum(reports), 0)::bigint from feedback_counts where session_id = '" + session + "'");
    }

    private long count(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private void execute(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}

package dev.liverun.session.results;

import dev.liverun.events.Event;
import dev.liverun.events.contract.TestReclassified;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what people said about who is at fault. Results stay as they were told, for the seals that hold them; what counts as
 * their test's outcome, and the counts, follow the latest word.
 */
@ApplicationScoped
class Reclassifications {

    /** Empty for a result that is not there, and for a word that a later one has overtaken. */
    private static final String SAY = """
            with before as (select * from session_results where id = $2),
            latest as (
                select failure_class, reclassified_at, id from session_reclassifications
                 where result_id = $2 order by reclassified_at desc, id desc limit 1),
            said as (
                insert into session_reclassifications
                       (id, session_id, result_id, failure_class, failure_reason, reclassified_at)
                select $1::uuid, session_id, id, $3::text, $4::text, $5::timestamptz from before
                on conflict (id) do nothing
                returning id)
            select before.session_id, before.endpoint_id, before.endpoint_name, before.test_name, before.status,
                   before.duration_ms,
                   case when latest.id is null then before.failure_class else latest.failure_class end as failure_class
              from said cross join before left join latest on true
             where latest.id is null or (latest.reclassified_at, latest.id) < ($5::timestamptz, $1::uuid)
            """;

    private static final String OUTCOME = "update session_outcomes set failure_class = $2 where result_id = $1";

    private static final String KEY =
            " where session_id = $1 and endpoint_id = $2 and test_name = $3 and status = $4 and failure_class = $5";

    // Held until the end: another replica may move a result of the same test at the same time.
    private static final String COUNTED = "select count from session_result_counts" + KEY + " for update";

    private static final String UNCOUNT_LAST = "delete from session_result_counts" + KEY;

    private static final String UNCOUNT =
            "update session_result_counts set count = count - 1, total_ms = total_ms - $6" + KEY;

    private static final String COUNT = """
            insert into session_result_counts as counted
                   (session_id, endpoint_id, test_name, status, failure_class, count, endpoint_name, total_ms, longest_ms)
            values ($1, $2, $3, $4, $5, 1, $7, $6, $6)
            on conflict (session_id, endpoint_id, test_name, status, failure_class) do update
               set count = counted.count + 1, total_ms = counted.total_ms + excluded.total_ms,
                   longest_ms = greatest(counted.longest_ms, excluded.longest_ms)
            """;

    /** What somebody said, and the event that told it. */
    record Said(UUID eventId, TestReclassified word) {

        static Said of(Event<?> event, TestReclassified word) {
            return new Said(event.id(), word);
        }
    }

    /** In their order. */
    Uni<Void> apply(SqlConnection transaction, List<Said> all) {
        Uni<Void> applied = Uni.createFrom().voidItem();
        for (var one : all) {
            applied = applied.chain(() -> apply(transaction, one));
        }
        return applied;
    }

    private static Uni<Void> apply(SqlConnection transaction, Said said) {
        var word = said.word();
        var now = word.failureClass() == null ? null : word.failureClass().name();
        return transaction
                .preparedQuery(SAY)
                .execute(Tuple.of(
                        said.eventId(),
                        word.resultId(),
                        now,
                        word.failureReason(),
                        word.reclassifiedAt().atOffset(ZoneOffset.UTC)))
                .chain(rows -> {
                    var result = rows.iterator();
                    return result.hasNext()
                            ? move(transaction, result.next(), now)
                                    .chain(() ->
                                            transaction.preparedQuery(OUTCOME).execute(Tuple.of(word.resultId(), now)))
                                    .replaceWithVoid()
                            : Uni.createFrom().voidItem();
                });
    }

    private static Uni<Void> move(SqlConnection transaction, Row result, @Nullable String now) {
        var before = key(result, result.getString("failure_class"));
        var after = key(result, now);
        var duration = result.getLong("duration_ms");
        return transaction
                .preparedQuery(COUNTED)
                .execute(before)
                .chain(counted -> counted.iterator().next().getLong(0) == 1
                        ? transaction.preparedQuery(UNCOUNT_LAST).execute(before)
                        : transaction.preparedQuery(UNCOUNT).execute(before.addValue(duration)))
                .chain(() -> transaction
                        .preparedQuery(COUNT)
                        .execute(after.addValue(duration).addValue(result.getString("endpoint_name"))))
                .replaceWithVoid();
    }

    private static Tuple key(Row result, @Nullable String failureClass) {
        return Tuple.tuple()
                .addValue(result.getUUID("session_id"))
                .addValue(result.getUUID("endpoint_id"))
                .addValue(result.getString("test_name"))
                .addValue(result.getString("status"))
                .addValue(failureClass == null ? "" : failureClass);
    }
}

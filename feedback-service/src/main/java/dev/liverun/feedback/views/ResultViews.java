package dev.liverun.feedback.views;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.inbox.EventHandler;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** The table {@code result_view}: results of the last days, as evidence for reports that are filed. */
@ApplicationScoped
public class ResultViews implements EventHandler {

    private static final Logger LOG = Logger.getLogger(ResultViews.class);

    private static final String COLUMNS = "id, session_id, endpoint_id, endpoint_name, test_name, status, completed_at,"
            + " error_details, failure_class, failure_reason";

    private static final String INSERT = "insert into result_view (" + COLUMNS
            + ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing";

    private static final String RECLASSIFY =
            "update result_view set failure_class = $2, failure_reason = $3 where id = $1";

    private static final String FIND = "select " + COLUMNS + " from result_view where id = $1";

    private static final String LATEST = "select latest.* from unnest($1::uuid[]) as wanted (id) cross join lateral ("
            + "select " + COLUMNS + " from result_view where session_id = wanted.id order by completed_at desc limit $2"
            + ") as latest";

    // Reports are filed while testing or soon after; older results are asked for at their owner.
    private static final String FORGET = "delete from result_view where completed_at < now() - interval '30 days'";

    private final Pool pool;

    ResultViews(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return "results";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.TEST_COMPLETED, EventType.TEST_RECLASSIFIED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return each(
                        transaction,
                        INSERT,
                        events.stream()
                                .map(Event::data)
                                .filter(TestCompleted.class::isInstance)
                                .map(data -> row((TestCompleted) data))
                                .toList())
                .chain(() -> each(
                        transaction,
                        RECLASSIFY,
                        events.stream()
                                .map(Event::data)
                                .filter(TestReclassified.class::isInstance)
                                .map(data -> row((TestReclassified) data))
                                .toList()));
    }

    private static Uni<Void> each(SqlConnection transaction, String statement, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(statement).executeBatch(rows).replaceWithVoid();
    }

    public Uni<Optional<KnownResult>> find(UUID id) {
        return pool.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(read(row.next())) : Optional.empty();
        });
    }

    /** The last {@code limit} of each session, the newest first. */
    public Uni<Map<UUID, List<KnownResult>>> latest(Set<UUID> sessionIds, int limit, SqlClient client) {
        return client.preparedQuery(LATEST)
                .execute(Tuple.of(sessionIds.toArray(UUID[]::new), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ResultViews::read)
                        .sorted(Comparator.comparing(KnownResult::completedAt).reversed())
                        .collect(Collectors.groupingBy(KnownResult::sessionId)));
    }

    @Scheduled(every = "6h", delayed = "1m", identity = "result-view-retention")
    Uni<Void> forget() {
        return pool.query(FORGET)
                .execute()
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warn("Old results stay in the view until the next time", e))
                .onFailure()
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    private static Tuple row(TestReclassified said) {
        return Tuple.of(
                said.resultId(),
                said.failureClass() == null ? null : said.failureClass().name(),
                said.failureReason());
    }

    private static Tuple row(TestCompleted result) {
        return Tuple.tuple()
                .addValue(result.id())
                .addValue(result.sessionId())
                .addValue(result.endpointId())
                .addValue(result.endpointName())
                .addValue(result.testName())
                .addValue(result.status().name())
                .addValue(result.completedAt().atOffset(ZoneOffset.UTC))
                .addValue(result.errorDetails())
                .addValue(
                        result.failureClass() == null
                                ? null
                                : result.failureClass().name())
                .addValue(result.failureReason());
    }

    private static KnownResult read(Row row) {
        return new KnownResult(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                row.getString("test_name"),
                row.getString("status"),
                row.getOffsetDateTime("completed_at").toInstant(),
                row.getString("error_details"),
                row.getString("failure_class"),
                row.getString("failure_reason"));
    }
}

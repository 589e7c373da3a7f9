package dev.liverun.load.feedback;

import dev.liverun.events.Ids;
import dev.liverun.load.world.BareService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** One transaction with the rows of a report, by the reactive client: a statement each, and nothing that is asked for. */
final class BareFiling {

    private static final String REPORT = """
        insert into feedback_reports (id, session_id, title, description, category, priority, status, reported_by,
               reported_at, metadata, evidence, version, labels, due_at)
        values ($1, $2, $3, $4, $5, 1, 0, 'ada', $6, '{}', '{"session_name": "load", "results": [], "health": []}', 1,
                '{}', $6::timestamptz + interval '14 days')
        """;
    private static final String HISTORY = """
        insert into feedback_history (id, feedback_id, version, at, actor, action, changes)
        values ($1, $2, 1, $3, 'ada', 'filed', '[]')
        """;
    private static final String OUTBOX = """
        insert into outbox (event_id, event_type, topic, subject, partition_key, sequence, occurred_at, data)
        values ($1, 'dev.liverun.feedback.filed.v1', 'FEEDBACK', $2, $2, 1, $3, $4)
        """;
    private static final String AUDIT = """
        insert into audit_log (id, actor, action, target_type, target_id, details)
        values ($1, 'ada', 'feedback.filed', 'feedback', $2, '{}')
        """;
    private static final String LINK = """
        insert into github_links (feedback_id, repository, state, due_at, behind_since, priority)
        values ($1, 'liverun/demo', 'PENDING', $2, $2, 1)
        """;

    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    private BareFiling(Pool pool) {
        this.pool = pool;
    }

    public static void main(String[] arguments) {
        BareService.serve(pool -> {
            var filing = new BareFiling(pool);
            return (path, report) -> filing.file(report).map(id -> report.put("id", id.toString()));
        });
    }

    private Future<UUID> file(JsonObject report) {
        var id = Ids.next();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.withTransaction(
                connection -> rows(connection, report, id, now).map(id));
    }

    private static Future<?> rows(SqlConnection connection, JsonObject report, UUID id, OffsetDateTime now) {
        var event = new JsonObject()
                .put(
                        "report",
                        new JsonObject()
                                .put("id", id.toString())
                                .put("session_id", report.getString("session_id"))
                                .put("title", report.getString("title"))
                                .put("category", report.getString("category"))
                                .put("priority", "MEDIUM")
                                .put("status", "OPEN")
                                .put("reported_by", "ada")
                                .put("reported_at", now.toString())
                                .put("withdrawn", false)
                                .put("attachment_count", 0)
                                .put("version", 1))
                .put("actor", "ada");
        return connection
                .preparedQuery(REPORT)
                .execute(Tuple.of(
                        id,
                        UUID.fromString(report.getString("session_id")),
                        report.getString("title"),
                        report.getString("description"),
                        report.getString("category"),
                        now))
                .compose(done -> connection.preparedQuery(HISTORY).execute(Tuple.of(Ids.next(), id, now)))
                .compose(
                        done -> connection.preparedQuery(OUTBOX).execute(Tuple.of(Ids.next(), id, now, event.encode())))
                .compose(done -> connection.preparedQuery(AUDIT).execute(Tuple.of(Ids.next(), id.toString())))
                .compose(done -> connection.preparedQuery(LINK).execute(Tuple.of(id, now)));
    }
}

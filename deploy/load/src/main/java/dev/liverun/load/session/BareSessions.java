package dev.liverun.load.session;

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

/**
 * Two transactions with the rows of a session that is created and started, by the reactive client: a statement each, and
 * nothing that is asked for.
 */
final class BareSessions {

    private static final String SESSION = """
            insert into test_sessions (id, name, status, created_at, tester_id, configuration, participants, version)
            values ($1, $2, 'CREATED', $3, $4, $5, $6, 1)
            """;
    private static final String LOCK = "select * from test_sessions where id = $1 for no key update";
    private static final String START = """
            update test_sessions set status = 'ACTIVE', started_at = $2, active_since = $2, version = 2 where id = $1
            """;
    private static final String ACTIVITY = "insert into session_activity (session_id, began_at) values ($1, $2)";
    private static final String OUTBOX = """
            insert into outbox (event_id, event_type, topic, subject, partition_key, sequence, occurred_at, data)
            values ($1, 'dev.liverun.session.created.v1', 'SESSIONS', $2, $2, $3, $4, $5)
            """;
    private static final String TIMELINE = """
            with taken as (update test_sessions set last_position = last_position + 1 where id = $1 returning last_position)
            insert into timeline_entries (session_id, position, kind, type, at, actor, title, data)
            select $1, last_position, 'session', 'session.created', $2, $3, 'Session', '{}' from taken
            """;
    private static final String AUDIT = """
            insert into audit_log (id, actor, action, target_type, target_id, details)
            values ($1, $2, 'session.created', 'session', $3, '{}')
            """;

    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    BareSessions(Pool pool) {
        this.pool = pool;
    }

    public static void main(String[] arguments) {
        BareService.serve(pool -> new BareSessions(pool)::answer);
    }

    /** POST /sessions and POST /sessions/{id}/start, as the service has them. */
    private Future<JsonObject> answer(String path, JsonObject body) {
        if (path.endsWith("/sessions")) {
            return create(body.getString("tester_id")).map(id -> body.put("id", id.toString()));
        }
        var parts = path.split("/");
        return start(UUID.fromString(parts[parts.length - 2])).map(body);
    }

    Future<UUID> create(String tester) {
        var id = Ids.next();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.withTransaction(connection -> create(connection, id, tester, now))
                .map(id);
    }

    Future<?> start(UUID id) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.withTransaction(connection -> start(connection, id, now));
    }

    private static Future<?> create(SqlConnection connection, UUID id, String tester, OffsetDateTime now) {
        return connection
                .preparedQuery(SESSION)
                .execute(Tuple.of(
                        id,
                        tester,
                        now,
                        tester,
                        new JsonObject().put("environment", "load"),
                        new JsonObject().put(tester, "TESTER")))
                .compose(done -> rows(connection, id, tester, now, 1));
    }

    private static Future<?> start(SqlConnection connection, UUID id, OffsetDateTime now) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .compose(locked -> connection.preparedQuery(START).execute(Tuple.of(id, now)))
                .compose(started -> connection.preparedQuery(ACTIVITY).execute(Tuple.of(id, now)))
                .compose(done -> rows(connection, id, "load", now, 2));
    }

    private static Future<?> rows(SqlConnection connection, UUID id, String tester, OffsetDateTime now, long version) {
        var event = new JsonObject()
                .put(
                        "session",
                        new JsonObject()
                                .put("id", id.toString())
                                .put("name", tester)
                                .put("status", "CREATED")
                                .put("created_at", now.toString())
                                .put("tester_id", tester)
                                .put("configuration", new JsonObject().put("environment", "load"))
                                .put("version", version))
                .put("actor", tester);
        return connection
                .preparedQuery(OUTBOX)
                .execute(Tuple.of(Ids.next(), id, version, now, event.encode()))
                .compose(done -> connection.preparedQuery(TIMELINE).execute(Tuple.of(id, now, tester)))
                .compose(done -> connection.preparedQuery(AUDIT).execute(Tuple.of(Ids.next(), tester, id.toString())));
    }
}

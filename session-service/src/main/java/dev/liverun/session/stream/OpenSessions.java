package dev.liverun.session.stream;

import dev.liverun.session.state.SessionState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the sessions that have not ended. */
@ApplicationScoped
class OpenSessions {

    private static final String NEWEST = """
            select id, name, status, tester_id, created_at, started_at, pause_reason, last_position
              from test_sessions where status in ('CREATED', 'ACTIVE', 'PAUSED') order by id desc limit 200
            """;

    private final Pool pool;

    OpenSessions(Pool pool) {
        this.pool = pool;
    }

    /** The newest 200. */
    Uni<List<OpenSession>> newest() {
        return pool.query(NEWEST).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(OpenSessions::read)
                .toList());
    }

    private static OpenSession read(Row row) {
        var startedAt = row.getOffsetDateTime("started_at");
        return new OpenSession(
                row.getUUID("id"),
                row.getString("name"),
                SessionState.valueOf(row.getString("status")),
                row.getString("tester_id"),
                row.getOffsetDateTime("created_at").toInstant(),
                startedAt == null ? null : startedAt.toInstant(),
                row.getString("pause_reason"),
                row.getLong("last_position"));
    }
}

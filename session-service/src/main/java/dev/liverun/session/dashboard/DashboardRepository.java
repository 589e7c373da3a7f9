package dev.liverun.session.dashboard;

import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.session.dashboard.Dashboard.DuringSessions;
import dev.liverun.session.dashboard.Dashboard.RunningTest;
import dev.liverun.session.health.Rate;
import dev.liverun.session.state.SessionState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads the dashboard; one query for each of its parts. */
@ApplicationScoped
class DashboardRepository {

    private static final String SESSIONS = "select status, count(*) from test_sessions group by status";
    private static final String RUNNING = """
            select run.id, run.session_id, session.name, run.started_by, run.started_at
              from session_runs run join test_sessions session on session.id = run.session_id
             where run.status = 'RUNNING'
             order by run.started_at, run.id limit 100
            """;
    private static final String FEEDBACK = """
            select priority, count(*) from session_feedback
             where status in ('OPEN', 'IN_PROGRESS') and not withdrawn group by priority
            """;
    private static final String HEALTH = """
            select health.endpoint_id, count(*)::int, sum(healthy + degraded + unhealthy + timed_out)::bigint,
                   sum(healthy + degraded - rate_limited)::bigint, sum(rate_limited)::bigint
              from session_health health join test_sessions session on session.id = health.session_id
             where session.status in ('ACTIVE', 'PAUSED')
             group by health.endpoint_id
            """;

    private final Pool pool;

    DashboardRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Map<SessionState, Long>> sessions() {
        return counts(SESSIONS, SessionState.class);
    }

    Uni<Map<FeedbackPriority, Long>> openFeedback() {
        return counts(FEEDBACK, FeedbackPriority.class);
    }

    Uni<List<RunningTest>> running() {
        return pool.query(RUNNING).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(DashboardRepository::running)
                .toList());
    }

    /** By the integration's id. */
    Uni<Map<UUID, DuringSessions>> healthDuringSessions() {
        return pool.query(HEALTH).execute().map(rows -> {
            var health = new HashMap<UUID, DuringSessions>();
            rows.forEach(row -> health.put(row.getUUID(0), duringSessions(row)));
            return health;
        });
    }

    private static DuringSessions duringSessions(Row row) {
        long checks = row.getLong(2);
        return new DuringSessions(row.getInteger(1), checks, Rate.of(row.getLong(3), checks - row.getLong(4)));
    }

    private <E extends Enum<E>> Uni<Map<E, Long>> counts(String sql, Class<E> type) {
        return pool.query(sql).execute().map(rows -> {
            var counts = new EnumMap<E, Long>(type);
            for (var constant : type.getEnumConstants()) {
                counts.put(constant, 0L);
            }
            rows.forEach(row -> counts.put(Enum.valueOf(type, row.getString(0)), row.getLong(1)));
            return counts;
        });
    }

    private static RunningTest running(Row row) {
        return new RunningTest(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant());
    }
}

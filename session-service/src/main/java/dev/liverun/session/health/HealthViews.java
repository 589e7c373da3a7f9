package dev.liverun.session.health;

import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.rebuild.ViewTable;
import dev.liverun.session.health.HealthTally.Bucket;
import dev.liverun.session.health.HealthTally.Counts;
import dev.liverun.session.health.HealthTally.Scope;
import dev.liverun.session.lifecycle.SessionTables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the views of health. What belongs to a session that is gone is dropped. */
@ApplicationScoped
class HealthViews {

    /** The confirmed status of an integration, and how many there were before it. */
    record Change(long sequence, HealthChanged data) {}

    static final List<ViewTable> TABLES = List.of(
            ViewTable.whole("endpoint_health"),
            ViewTable.whole("endpoint_checks"),
            SessionTables.sealed("session_health"),
            SessionTables.sealed("session_latency"));

    private static final String LATEST = """
            insert into endpoint_checks as last
                   (endpoint_id, endpoint_name, status, response_time_ms, error_message, checked_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (endpoint_id) do update
               set endpoint_name = excluded.endpoint_name, status = excluded.status,
                   response_time_ms = excluded.response_time_ms, error_message = excluded.error_message,
                   checked_at = excluded.checked_at
             where last.checked_at <= excluded.checked_at
            """;

    private static final String COUNT = """
            insert into session_health as seen
                   (session_id, endpoint_id, endpoint_name, healthy, degraded, unhealthy, timed_out, rate_limited,
                    last_check_at, last_status, last_response_time_ms)
            select id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from test_sessions where id = $1
            on conflict (session_id, endpoint_id) do update
               set endpoint_name = excluded.endpoint_name,
                   healthy = seen.healthy + excluded.healthy,
                   degraded = seen.degraded + excluded.degraded,
                   unhealthy = seen.unhealthy + excluded.unhealthy,
                   timed_out = seen.timed_out + excluded.timed_out,
                   rate_limited = seen.rate_limited + excluded.rate_limited,
                   last_check_at = greatest(seen.last_check_at, excluded.last_check_at),
                   last_status = case when seen.last_check_at > excluded.last_check_at
                       then seen.last_status else excluded.last_status end,
                   last_response_time_ms = case when seen.last_check_at > excluded.last_check_at
                       then seen.last_response_time_ms else excluded.last_response_time_ms end
            """;

    private static final String LATENCY = """
            insert into session_latency as seen (session_id, endpoint_id, bucket, count)
            select id, $2, $3, $4 from test_sessions where id = $1
            on conflict (session_id, endpoint_id, bucket) do update set count = seen.count + excluded.count
            """;

    // Checks from before a session's end that arrive after it. Also where the mark is there already: the sealing that
    // is about
    // to take it away may not have seen these.
    private static final String LATE = """
            update test_sessions set seal_due = true where id in (
                select id from test_sessions
                 where id = any($1) and status in ('COMPLETED', 'FAILED')
                 order by id for no key update)
            """;

    private static final String CHANGE = """
            insert into endpoint_health as known (endpoint_id, endpoint_name, status, reason, since, sequence)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (endpoint_id) do update
               set endpoint_name = excluded.endpoint_name, status = excluded.status, reason = excluded.reason,
                   since = excluded.since, sequence = excluded.sequence
             where known.sequence < excluded.sequence
            """;

    Uni<Void> count(SqlConnection transaction, HealthTally tally) {
        // Sorted, so that two replicas wait for each other's rows instead of deadlocking.
        var latest = tally.latest.values().stream()
                .sorted((one, other) -> one.endpointId().compareTo(other.endpointId()))
                .map(check -> Tuple.tuple()
                        .addValue(check.endpointId())
                        .addValue(check.endpointName())
                        .addValue(check.status().name())
                        .addValue(check.responseTimeMs())
                        .addValue(check.errorMessage())
                        .addValue(check.checkedAt().atOffset(ZoneOffset.UTC)))
                .toList();
        var counts = tally.counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(HealthViews::compare))
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .toList();
        var latencies = tally.latencies.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(HealthViews::compare))
                .map(entry -> latency(entry.getKey(), entry.getValue()))
                .toList();
        return batch(transaction, LATEST, latest)
                .chain(() -> batch(transaction, COUNT, counts))
                .chain(() -> batch(transaction, LATENCY, latencies));
    }

    /** Sessions that have ended, and for which checks were counted all the same, are sealed anew. */
    Uni<Void> markLate(SqlConnection transaction, HealthTally tally) {
        return tally.counts.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(LATE)
                        .execute(Tuple.of((Object) tally.counts.keySet().stream()
                                .map(Scope::sessionId)
                                .distinct()
                                .toArray(UUID[]::new)))
                        .replaceWithVoid();
    }

    Uni<Void> change(SqlConnection transaction, List<Change> changes) {
        var rows = new ArrayList<Tuple>();
        for (var change : changes) {
            var data = change.data();
            rows.add(Tuple.of(
                    data.endpointId(),
                    data.endpointName(),
                    data.to().name(),
                    data.reason(),
                    data.since().atOffset(ZoneOffset.UTC),
                    change.sequence()));
        }
        return batch(transaction, CHANGE, rows);
    }

    private static Tuple count(Scope scope, Counts counts) {
        return Tuple.tuple()
                .addValue(scope.sessionId())
                .addValue(scope.endpointId())
                .addValue(counts.endpointName)
                .addValue(counts.healthy)
                .addValue(counts.degraded)
                .addValue(counts.unhealthy)
                .addValue(counts.timedOut)
                .addValue(counts.rateLimited)
                .addValue(counts.last.checkedAt().atOffset(ZoneOffset.UTC))
                .addValue(counts.last.status().name())
                .addValue(counts.last.responseTimeMs());
    }

    private static Tuple latency(Bucket bucket, long count) {
        return Tuple.of(bucket.sessionId(), bucket.endpointId(), bucket.bucket(), count);
    }

    private static int compare(Scope one, Scope other) {
        var session = one.sessionId().compareTo(other.sessionId());
        return session != 0 ? session : one.endpointId().compareTo(other.endpointId());
    }

    private static int compare(Bucket one, Bucket other) {
        var scope =
                compare(new Scope(one.sessionId(), one.endpointId()), new Scope(other.sessionId(), other.endpointId()));
        return scope != 0 ? scope : Integer.compare(one.bucket(), other.bucket());
    }

    private static Uni<Void> batch(SqlConnection transaction, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }
}

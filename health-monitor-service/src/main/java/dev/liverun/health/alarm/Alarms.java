package dev.liverun.health.alarm;

import dev.liverun.health.summary.Flapping;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Opens and clears alarms with the changes that cause them, in their transaction. Nobody is told here: that is the work of
 * {@link AlarmReview}, so no receiver can delay a check.
 */
@ApplicationScoped
public class Alarms {

    private static final String CHANGES = """
            unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
                as c (endpoint_id, status, reason, message, at)
            """;

    private static final String OPEN = """
            insert into alarms as a (id, endpoint_id, cause, status, reason, message, opened_at)
            select gen_random_uuid(), endpoint_id, case when status = 'DEGRADED' then 'DEGRADED' else 'DOWN' end,
                   status, reason, message, at
              from %s
             where status <> 'HEALTHY' and reason <> 'RATE_LIMITED'
             order by endpoint_id
            on conflict (endpoint_id, cause) where cleared_at is null do update
               set status = excluded.status, reason = excluded.reason, message = excluded.message
            """.formatted(CHANGES);

    /** An endpoint that flaps keeps its alarm until it has settled: one alarm, not one for every change. */
    private static final String CLEAR = """
            update alarms a set cleared_at = c.at
              from %s
              join endpoint_health h on h.endpoint_id = c.endpoint_id
             where a.endpoint_id = c.endpoint_id and a.cleared_at is null
               and ((a.cause = 'DOWN' and c.status in ('HEALTHY', 'DEGRADED') and not %s)
                    or (a.cause = 'DEGRADED' and c.status <> 'DEGRADED'))
            """.formatted(CHANGES, Flapping.CONDITION);

    Alarms() {}

    /** Joins the transaction that changes the statuses; after it has changed them. */
    public Uni<Void> changed(SqlConnection transaction, List<StatusChange> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var columns = Tuple.of(
                changes.stream().map(StatusChange::endpointId).toArray(UUID[]::new),
                changes.stream().map(change -> change.to().name()).toArray(String[]::new),
                changes.stream().map(StatusChange::reason).toArray(String[]::new),
                changes.stream().map(StatusChange::message).toArray(String[]::new),
                changes.stream()
                        .map(change -> change.at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return transaction
                .preparedQuery(CLEAR)
                .execute(columns)
                .chain(() -> transaction.preparedQuery(OPEN).execute(columns))
                .replaceWithVoid();
    }
}

package dev.liverun.health.alarm;

import dev.liverun.events.jobs.OneAtATime;
import dev.liverun.health.maintenance.MaintenanceCalendar;
import dev.liverun.health.maintenance.MaintenanceScope;
import dev.liverun.health.summary.Flapping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the open alarms every second: which are suppressed now, which are over, and of which somebody must be told. To be
 * told means to be put into the receivers' queue, in the same statement that remembers it.
 */
@ApplicationScoped
class AlarmReview {

    private static final Logger LOG = Logger.getLogger(AlarmReview.class);

    private static final String OVER = """
            update alarms a set cleared_at = clock_timestamp()
              from integration_endpoints e, endpoint_health h
             where e.id = a.endpoint_id and h.endpoint_id = a.endpoint_id and a.cleared_at is null
               and (e.removed_at is not null or not e.enabled
                    or (a.cause = 'SILENT' and h.silent_because is distinct from 'UNCLEAR')
                    or (a.cause = 'DOWN' and h.status in ('HEALTHY', 'DEGRADED') and not %s))
            """.formatted(Flapping.CONDITION);

    private static final String SILENT = """
            insert into alarms as a (id, endpoint_id, cause, status, reason, message, opened_at)
            select gen_random_uuid(), endpoint_id, 'SILENT', coalesce(status, 'TIMEOUT'), silent_because,
                   'Nothing has been heard of it, and nobody could be asked whether it is us who are cut off.', now()
              from endpoint_health
             where silent_because = 'UNCLEAR' and silent_since < now() - $1 * interval '1 millisecond'
            on conflict (endpoint_id, cause) where cleared_at is null do nothing
            """;

    private static final String OPEN = """
            select a.id, a.endpoint_id, a.suppressed, a.suppressed_by, e.tags, e.group_name,
                   (select p.endpoint_id from endpoint_health p
                     where p.endpoint_id = any (e.depends_on) and p.status in ('UNHEALTHY', 'TIMEOUT')
                     order by p.since limit 1) as parent
              from alarms a join integration_endpoints e on e.id = a.endpoint_id
             where a.cleared_at is null
            """;

    private static final String SUPPRESS = """
            update alarms a set suppressed = s.suppressed, suppressed_by = s.parent
              from unnest($1::uuid[], $2::text[], $3::uuid[]) as s (id, suppressed, parent) where a.id = s.id
            """;

    private static final String TELL = """
            with due as (
                update alarms set told_at = clock_timestamp()
                 where told_at is null and cleared_at is null and suppressed is null and acknowledged_at is null
                   and opened_at <= now() - $1 * interval '1 millisecond'
             returning id)
            insert into alarm_deliveries (id, alarm_id, receiver_id, kind)
            select gen_random_uuid(), due.id, r.id, 'OPENED' from due cross join alarm_receivers r where r.enabled
            on conflict do nothing
            """;

    /** Only who was told of an alarm is told that it is over. */
    private static final String TELL_CLEARED = """
            with due as (
                update alarms set told_clear_at = clock_timestamp()
                 where told_at is not null and told_clear_at is null and cleared_at is not null
             returning id)
            insert into alarm_deliveries (id, alarm_id, receiver_id, kind)
            select gen_random_uuid(), due.id, d.receiver_id, 'CLEARED'
              from due join alarm_deliveries d on d.alarm_id = due.id and d.kind = 'OPENED'
            on conflict do nothing
            """;

    private record Change(
            UUID alarm,
            @Nullable String suppressed,
            @Nullable UUID parent) {}

    private final Pool pool;
    private final OneAtATime one;
    private final MaintenanceCalendar calendar;
    private final AlarmConfig config;
    private final Clock clock;

    AlarmReview(Pool pool, OneAtATime one, MaintenanceCalendar calendar, AlarmConfig config, Clock clock) {
        this.pool = pool;
        this.one = one;
        this.calendar = calendar;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(identity = "alarm-review", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return one.run("alarm-review", this::review)
                .onFailure()
                .invoke(failure -> LOG.warnf("Alarms are looked at again later: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    Uni<Void> review() {
        return pool.query(OVER)
                .execute()
                .chain(() -> pool.preparedQuery(SILENT)
                        .execute(Tuple.of(config.silent().toMillis())))
                .chain(this::suppress)
                .chain(() ->
                        pool.preparedQuery(TELL).execute(Tuple.of(config.grace().toMillis())))
                .chain(() -> pool.query(TELL_CLEARED).execute())
                .replaceWithVoid();
    }

    private Uni<Void> suppress() {
        return pool.query(OPEN).execute().chain(rows -> {
            var changes = new ArrayList<Change>();
            var now = clock.instant();
            for (Row row : rows) {
                var scope = new MaintenanceScope(
                        row.getUUID("endpoint_id"),
                        Arrays.asList(row.getArrayOfStrings("tags")),
                        row.getString("group_name"));
                boolean maintenance = calendar.isInMaintenance(scope, now);
                var parent = maintenance ? null : row.getUUID("parent");
                var why = maintenance ? "MAINTENANCE" : parent != null ? "DEPENDENCY" : null;
                if (!Objects.equals(why, row.getString("suppressed"))
                        || !Objects.equals(parent, row.getUUID("suppressed_by"))) {
                    changes.add(new Change(row.getUUID("id"), why, parent));
                }
            }
            return changes.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : pool.preparedQuery(SUPPRESS)
                            .execute(Tuple.of(
                                    changes.stream().map(Change::alarm).toArray(UUID[]::new),
                                    changes.stream().map(Change::suppressed).toArray(String[]::new),
                                    changes.stream().map(Change::parent).toArray(UUID[]::new)))
                            .replaceWithVoid();
        });
    }
}

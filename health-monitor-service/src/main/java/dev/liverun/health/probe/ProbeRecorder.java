package dev.liverun.health.probe;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.Violation;
import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.health.maintenance.MaintenanceCalendar;
import dev.liverun.health.maintenance.MaintenanceScope;
import dev.liverun.health.probe.ProbeBatch.ProbeCheck;
import dev.liverun.health.rollup.MinuteRollups;
import dev.liverun.health.rollup.MinuteRollups.Counted;
import dev.liverun.health.stored.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Records what remote probes saw, with its events and counts, in one transaction. It is history; the confirmed status stays what
 * our own checks say.
 */
@ApplicationScoped
class ProbeRecorder {

    private static final Duration OLDEST = Duration.ofDays(1);

    /** The schedule's row first, as everybody who writes checks. */
    private static final String LOCK = "select 1 from check_schedule where endpoint_id = $1 for update";

    private static final String ENDPOINT = """
            select e.name, e.tags, e.group_name, coalesce(s.session_ids, '{}') as session_ids
              from integration_endpoints e left join endpoint_sessions s on s.endpoint_id = e.id
             where e.id = $1 and e.removed_at is null
            """;

    private static final String CHECKS = """
            insert into integration_health_status
                   (id, endpoint_id, status, response_time_ms, status_code, error_message, checked_at, metadata)
            select b.id, $1, b.status, b.response_time_ms, b.status_code, b.error_message, b.checked_at, b.metadata::jsonb
              from unnest($2::uuid[], $3::text[], $4::integer[], $5::integer[], $6::text[], $7::timestamptz[], $8::text[])
                as b (id, status, response_time_ms, status_code, error_message, checked_at, metadata)
             where b.checked_at > coalesce((select max(last_at) from health_archive where endpoint_id = $1), '-infinity')
            on conflict (endpoint_id, id) do nothing
            returning id
            """;

    private static final String SESSIONS = """
            insert into integration_health_status_sessions (session_id, health_status_id, endpoint_id, checked_at)
            select s, c.id, $1, c.checked_at
              from unnest($2::uuid[]) s cross join unnest($3::uuid[], $4::timestamptz[]) as c (id, checked_at)
            """;

    private static final String STORED =
            "update endpoint_health set stored = stored + $2, updated_at = clock_timestamp() where endpoint_id = $1";

    private final Transactions transactions;
    private final Outbox outbox;
    private final Pool pool;
    private final Clock clock;

    private final MaintenanceCalendar calendar;

    private record Known(String name, List<UUID> sessions, MaintenanceScope scope) {}

    ProbeRecorder(Transactions transactions, Outbox outbox, Pool pool, Clock clock, MaintenanceCalendar calendar) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.pool = pool;
        this.clock = clock;
        this.calendar = calendar;
    }

    Uni<ProbeResult> record(UUID endpoint, ProbeBatch batch) {
        var checks = batch.checks() == null ? List.<ProbeCheck>of() : batch.checks();
        var probe = Objects.requireNonNull(batch.probe());
        mustBeTimely(checks);
        return known(endpoint)
                .chain(known -> {
                    Function<ProbeCheck, Map<String, Object>> metadata =
                            check -> metadata(probe, calendar.wasInMaintenance(known.scope(), at(check)));
                    return transactions.onConnection(connection -> connection
                            .preparedQuery(LOCK)
                            .execute(Tuple.of(endpoint))
                            .chain(() -> insert(connection, endpoint, metadata, checks))
                            .call(recorded -> follow(connection, endpoint, known, metadata, recorded)));
                })
                .map(recorded -> new ProbeResult(recorded.size(), checks.size() - recorded.size()));
    }

    private void mustBeTimely(List<ProbeCheck> checks) {
        var now = clock.instant();
        var violations = new ArrayList<Violation>();
        var ids = new HashSet<UUID>();
        for (int i = 0; i < checks.size(); i++) {
            var at = Objects.requireNonNull(checks.get(i).checkedAt());
            if (at.isAfter(now)) {
                violations.add(new Violation("checks[" + i + "].checked_at", "must not be in the future"));
            } else if (at.isBefore(now.minus(OLDEST))) {
                violations.add(new Violation("checks[" + i + "].checked_at", "must be within the last day"));
            }
            if (!ids.add(Objects.requireNonNull(checks.get(i).id()))) {
                violations.add(new Violation("checks[" + i + "].id", "is there twice"));
            }
        }
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    private Uni<Known> known(UUID endpoint) {
        return pool.preparedQuery(ENDPOINT).execute(Tuple.of(endpoint)).map(rows -> {
            for (Row row : rows) {
                return new Known(
                        row.getString("name"),
                        Arrays.asList(row.getArrayOfUUIDs("session_ids")),
                        new MaintenanceScope(
                                endpoint, Arrays.asList(row.getArrayOfStrings("tags")), row.getString("group_name")));
            }
            throw new NotFound("integration", endpoint);
        });
    }

    private static Uni<List<ProbeCheck>> insert(
            SqlConnection connection,
            UUID endpoint,
            Function<ProbeCheck, Map<String, Object>> metadata,
            List<ProbeCheck> checks) {
        return connection
                .preparedQuery(CHECKS)
                .execute(Tuple.tuple()
                        .addValue(endpoint)
                        .addValue(checks.stream().map(ProbeCheck::id).toArray(UUID[]::new))
                        .addValue(checks.stream()
                                .map(check -> status(check).name())
                                .toArray(String[]::new))
                        .addValue(
                                checks.stream().map(ProbeCheck::responseTimeMs).toArray(Integer[]::new))
                        .addValue(checks.stream().map(ProbeCheck::statusCode).toArray(Integer[]::new))
                        .addValue(checks.stream().map(ProbeCheck::errorMessage).toArray(String[]::new))
                        .addValue(checks.stream().map(check -> utc(at(check))).toArray(OffsetDateTime[]::new))
                        .addValue(checks.stream()
                                .map(check -> StoredJson.write(metadata.apply(check)))
                                .toArray(String[]::new)))
                .map(rows -> {
                    Set<UUID> recorded = new HashSet<>();
                    rows.forEach(row -> recorded.add(row.getUUID("id")));
                    return checks.stream()
                            .filter(check -> recorded.contains(check.id()))
                            .toList();
                });
    }

    private Uni<Void> follow(
            SqlConnection connection,
            UUID endpoint,
            Known known,
            Function<ProbeCheck, Map<String, Object>> metadata,
            List<ProbeCheck> recorded) {
        if (recorded.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var counted = recorded.stream()
                .map(check -> new Counted(
                        endpoint,
                        at(check),
                        status(check),
                        false,
                        HealthChecked.isExcused(metadata.apply(check)),
                        check.responseTimeMs()))
                .toList();
        var events = recorded.stream()
                .<Event<?>>map(check -> Event.fact(
                        Objects.requireNonNull(check.id()),
                        new HealthChecked(
                                Objects.requireNonNull(check.id()),
                                endpoint,
                                known.name(),
                                known.sessions(),
                                status(check),
                                check.responseTimeMs(),
                                check.statusCode(),
                                check.errorMessage(),
                                at(check),
                                metadata.apply(check)),
                        at(check)))
                .toList();
        return connection
                .preparedQuery(SESSIONS)
                .execute(Tuple.of(
                        endpoint,
                        known.sessions().toArray(UUID[]::new),
                        recorded.stream().map(ProbeCheck::id).toArray(UUID[]::new),
                        recorded.stream().map(check -> utc(at(check))).toArray(OffsetDateTime[]::new)))
                .chain(() -> connection.preparedQuery(STORED).execute(Tuple.of(endpoint, recorded.size())))
                .chain(() -> MinuteRollups.add(connection, counted))
                .chain(() -> outbox.append(connection, events));
    }

    private static Map<String, Object> metadata(String probe, boolean maintenance) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("reason", "PROBE");
        metadata.put("probe", probe);
        if (maintenance) {
            metadata.put(HealthChecked.MAINTENANCE, true);
        }
        return metadata;
    }

    private static HealthStatus status(ProbeCheck check) {
        return Objects.requireNonNull(check.status());
    }

    private static Instant at(ProbeCheck check) {
        return Objects.requireNonNull(check.checkedAt()).truncatedTo(ChronoUnit.MICROS);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}

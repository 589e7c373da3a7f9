package dev.liverun.health.recording;

import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Reason;
import dev.liverun.health.rollup.MinuteRollups;
import dev.liverun.health.rollup.MinuteRollups.Counted;
import dev.liverun.health.stored.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One statement per table, whatever the size of the batch. */
final class RecordStatements {

    private static final String CHECKS = """
            insert into integration_health_status
                   (id, endpoint_id, status, response_time_ms, status_code, error_message, checked_at, metadata)
            select id, endpoint_id, status, response_time_ms, status_code, error_message, checked_at, metadata::jsonb
              from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::integer[], $6::text[],
                          $7::timestamptz[], $8::text[])
                as b (id, endpoint_id, status, response_time_ms, status_code, error_message, checked_at, metadata)
            """;

    private static final String SESSIONS = """
            insert into integration_health_status_sessions (session_id, health_status_id, endpoint_id, checked_at)
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[])
            """;

    private static final String HEALTH = """
            update endpoint_health h
               set status = b.status,
                   reason = case when b.changed then b.last_reason else h.reason end,
                   since = case when b.changed then b.checked_at else h.since end,
                   sequence = h.sequence + case when b.changed then 1 else 0 end,
                   changes = case when b.changed then (h.changes || b.checked_at)[greatest(1, cardinality(h.changes) - 6):]
                                  else h.changes end,
                   stored = h.stored + 1, updated_at = clock_timestamp(),
                   observed = string_to_array(b.observed, ','), worse_since = b.worse_since,
                   last_check_id = b.check_id, last_status = b.last_status, last_reason = b.last_reason,
                   last_response_time_ms = b.response_time_ms, last_status_code = b.status_code,
                   last_error_message = b.error_message, last_checked_at = b.checked_at,
                   silent_since = null, silent_because = null
              from unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::uuid[], $6::text[], $7::text[],
                          $8::integer[], $9::integer[], $10::text[], $11::timestamptz[], $12::timestamptz[])
                as b (endpoint_id, status, changed, observed, check_id, last_status, last_reason,
                      response_time_ms, status_code, error_message, checked_at, worse_since)
             where h.endpoint_id = b.endpoint_id
            """;

    private static final String TRANSITIONS = """
            insert into health_transitions (endpoint_id, sequence, from_status, to_status, reason, phase, attempts, message,
                                            checks, of_checks, check_id, at, excused)
            select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[],
                                 $8::text[], $9::integer[], $10::integer[], $11::uuid[], $12::timestamptz[],
                                 $13::boolean[])
            """;

    private static final String SILENCE = """
            update endpoint_health h
               set silent_since = coalesce(h.silent_since, b.checked_at), silent_because = b.cause,
                   updated_at = clock_timestamp()
              from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as b (endpoint_id, cause, checked_at)
             where h.endpoint_id = b.endpoint_id
            """;

    /** Ends the claim; the new epoch makes a repetition of this batch, should its answer get lost, find nothing to do. */
    private static final String SCHEDULE = """
            update check_schedule s
               set owner = null, epoch = s.epoch + 1, next_due_at = b.next_due_at, paused_until = b.paused_until,
                   auth_failures = b.auth_failures
              from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::integer[])
                as b (endpoint_id, epoch, next_due_at, paused_until, auth_failures)
             where s.endpoint_id = b.endpoint_id and s.epoch = b.epoch
            """;

    private RecordStatements() {}

    static Uni<Void> checks(SqlConnection connection, List<Recorded> observed) {
        return run(
                connection,
                CHECKS,
                observed,
                column(observed, UUID[]::new, one -> one.finished().id()),
                column(observed, UUID[]::new, one -> one.before().id()),
                column(observed, String[]::new, one -> seen(one).status().name()),
                column(observed, Integer[]::new, one -> seen(one).responseTimeMs()),
                column(observed, Integer[]::new, one -> seen(one).statusCode()),
                column(observed, String[]::new, one -> seen(one).errorMessage()),
                column(observed, OffsetDateTime[]::new, one -> utc(one.checkedAt())),
                column(
                        observed,
                        String[]::new,
                        one -> StoredJson.write(seen(one).metadata())));
    }

    static Uni<Void> sessions(SqlConnection connection, List<Recorded> observed) {
        record Link(UUID session, Recorded check) {}
        var links = new ArrayList<Link>();
        observed.forEach(one -> one.sessions().forEach(session -> links.add(new Link(session, one))));
        return run(
                connection,
                SESSIONS,
                links,
                column(links, UUID[]::new, Link::session),
                column(links, UUID[]::new, link -> link.check().finished().id()),
                column(links, UUID[]::new, link -> link.check().before().id()),
                column(links, OffsetDateTime[]::new, link -> utc(link.check().checkedAt())));
    }

    static Uni<Void> health(SqlConnection connection, List<Recorded> observed) {
        return run(
                connection,
                HEALTH,
                observed,
                column(observed, UUID[]::new, one -> one.before().id()),
                column(observed, String[]::new, one -> name(one.statusNow())),
                column(observed, Boolean[]::new, Recorded::changed),
                column(observed, String[]::new, one -> one.after().observed().stream()
                        .map(HealthStatus::name)
                        .collect(Collectors.joining(","))),
                column(observed, UUID[]::new, one -> one.finished().id()),
                column(observed, String[]::new, one -> seen(one).status().name()),
                column(observed, String[]::new, one -> seen(one).reason().name()),
                column(observed, Integer[]::new, one -> seen(one).responseTimeMs()),
                column(observed, Integer[]::new, one -> seen(one).statusCode()),
                column(observed, String[]::new, one -> seen(one).errorMessage()),
                column(observed, OffsetDateTime[]::new, one -> utc(one.checkedAt())),
                column(observed, OffsetDateTime[]::new, one -> utc(one.worseSince())));
    }

    static Uni<Void> minutes(SqlConnection connection, List<Recorded> observed) {
        return MinuteRollups.add(
                connection,
                observed.stream()
                        .map(one -> new Counted(
                                one.before().id(),
                                one.checkedAt(),
                                seen(one).status(),
                                seen(one).reason() == Reason.RATE_LIMITED,
                                HealthChecked.isExcused(seen(one).metadata()),
                                seen(one).responseTimeMs()))
                        .toList());
    }

    /** What changed a confirmed status, and why. */
    static Uni<Void> transitions(SqlConnection connection, List<Recorded> observed) {
        var changed = observed.stream().filter(Recorded::changed).toList();
        return run(
                connection,
                TRANSITIONS,
                changed,
                column(changed, UUID[]::new, one -> one.before().id()),
                column(changed, Long[]::new, one -> one.before().sequence() + 1),
                column(
                        changed,
                        String[]::new,
                        one -> name(one.before().confirmed().status())),
                column(changed, String[]::new, one -> one.changedTo().name()),
                column(changed, String[]::new, one -> seen(one).reason().name()),
                column(changed, String[]::new, one -> text(seen(one).metadata().get("failed_phase"))),
                column(
                        changed,
                        Integer[]::new,
                        one -> seen(one).metadata().get("attempts") instanceof Integer made
                                ? made
                                : Integer.valueOf(1)),
                column(changed, String[]::new, one -> seen(one).errorMessage()),
                column(changed, Integer[]::new, one -> one.threshold().checks()),
                column(changed, Integer[]::new, one -> one.threshold().of()),
                column(changed, UUID[]::new, one -> one.finished().id()),
                column(changed, OffsetDateTime[]::new, one -> utc(one.checkedAt())),
                column(
                        changed,
                        Boolean[]::new,
                        one -> HealthChecked.isExcused(seen(one).metadata())));
    }

    /** Of checks that were met with silence which is held against nobody. */
    static Uni<Void> silence(SqlConnection connection, List<Recorded> recorded) {
        var silent = recorded.stream().filter(one -> one.silence().isPresent()).toList();
        return run(
                connection,
                SILENCE,
                silent,
                column(silent, UUID[]::new, one -> one.before().id()),
                column(silent, String[]::new, one -> one.silence().orElseThrow()),
                column(silent, OffsetDateTime[]::new, one -> utc(one.checkedAt())));
    }

    static Uni<Void> schedule(SqlConnection connection, List<Recorded> recorded) {
        return run(
                connection,
                SCHEDULE,
                recorded,
                column(recorded, UUID[]::new, one -> one.before().id()),
                column(recorded, Long[]::new, one -> one.finished().epoch()),
                column(recorded, OffsetDateTime[]::new, one -> utc(one.nextDueAt())),
                column(recorded, OffsetDateTime[]::new, one -> utc(one.pausedUntil())),
                column(recorded, Integer[]::new, Recorded::authFailures));
    }

    private static Uni<Void> run(SqlConnection connection, String statement, List<?> rows, Object... columns) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection.preparedQuery(statement).execute(Tuple.from(columns)).replaceWithVoid();
    }

    private static <R, C> C[] column(
            List<R> rows, IntFunction<C[]> array, Function<? super R, ? extends @Nullable C> value) {
        var column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    private static @Nullable String name(@Nullable HealthStatus status) {
        return status == null ? null : status.name();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Observation seen(Recorded one) {
        return one.observation().orElseThrow();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}

package dev.liverun.health.recording;

import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.health.alarm.Alarms;
import dev.liverun.health.alarm.StatusChange;
import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Verdict;
import dev.liverun.health.maintenance.MaintenanceCalendar;
import dev.liverun.health.recording.Assessment.Audience;
import dev.liverun.integrations.budget.BudgetConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes finished checks: rows, changes of the confirmed status, events and when the endpoints are due next, all in one
 * transaction, and only for claims that still hold.
 */
@ApplicationScoped
public class CheckRecorder {

    private static final String AUDIENCE =
            "select endpoint_id, session_ids, check_interval_seconds from endpoint_sessions where endpoint_id = any($1)";

    private final Transactions transactions;
    private final Outbox outbox;
    private final MaintenanceCalendar calendar;
    private final Alarms alarms;
    private final Assessment assessment;

    CheckRecorder(
            Transactions transactions,
            Outbox outbox,
            MaintenanceCalendar calendar,
            Alarms alarms,
            BudgetConfig budget) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.calendar = calendar;
        this.alarms = alarms;
        this.assessment = new Assessment(budget.share());
    }

    /** Returns what was written; a check whose claim no longer holds is missing from it. */
    public Uni<List<Recorded>> record(List<FinishedCheck> checks) {
        return transactions.onConnection(connection -> states(connection, checks)
                .chain(states ->
                        audiences(connection, states.keySet()).map(audiences -> assess(checks, states, audiences)))
                .call(recorded -> write(connection, recorded)));
    }

    /** Gives up a check that cannot be written, so that the endpoint is checked again at its time. */
    Uni<Void> abandon(FinishedCheck check) {
        return transactions.onConnection(connection -> connection
                .preparedQuery("update check_schedule set owner = null, next_due_at = now() + interval '1 minute'"
                        + " where endpoint_id = $1 and epoch = $2")
                .execute(Tuple.of(check.endpointId(), check.epoch()))
                .replaceWithVoid());
    }

    private List<Recorded> assess(
            List<FinishedCheck> checks, Map<UUID, EndpointState> states, Map<UUID, Audience> audiences) {
        long now = System.nanoTime();
        var recorded = new ArrayList<Recorded>(checks.size());
        for (var check : checks) {
            var state = states.get(check.endpointId());
            if (state != null && state.epoch() == check.epoch()) {
                if (check.verdict() instanceof Verdict.Observed observed
                        && calendar.isInMaintenance(state.scope(), state.now())) {
                    observed.observation().metadata().put(HealthChecked.MAINTENANCE, true);
                }
                recorded.add(assessment.assess(
                        check,
                        state,
                        audiences.getOrDefault(check.endpointId(), Audience.NONE),
                        Duration.ofNanos(Math.max(0, now - check.startedNanos()))));
            }
        }
        return recorded;
    }

    private static Uni<Map<UUID, EndpointState>> states(SqlConnection connection, List<FinishedCheck> checks) {
        var ids = checks.stream().map(FinishedCheck::endpointId).toArray(UUID[]::new);
        var epochs = checks.stream().map(FinishedCheck::epoch).toArray(Long[]::new);
        return connection
                .preparedQuery(EndpointState.READ)
                .execute(Tuple.of(ids, epochs))
                .map(rows -> {
                    var states = new HashMap<UUID, EndpointState>();
                    for (Row row : rows) {
                        var state = EndpointState.of(row);
                        states.put(state.id(), state);
                    }
                    return states;
                });
    }

    private static Uni<Map<UUID, Audience>> audiences(SqlConnection connection, Iterable<UUID> endpoints) {
        var ids = new ArrayList<UUID>();
        endpoints.forEach(ids::add);
        return connection
                .preparedQuery(AUDIENCE)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    var audiences = new HashMap<UUID, Audience>();
                    for (Row row : rows) {
                        var seconds = row.getInteger("check_interval_seconds");
                        audiences.put(
                                row.getUUID("endpoint_id"),
                                new Audience(
                                        Arrays.asList(row.getArrayOfUUIDs("session_ids")),
                                        seconds == null ? null : Duration.ofSeconds(seconds)));
                    }
                    return audiences;
                });
    }

    private Uni<Void> write(SqlConnection connection, List<Recorded> recorded) {
        if (recorded.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var observed =
                recorded.stream().filter(one -> one.observation().isPresent()).toList();
        return RecordStatements.checks(connection, observed)
                .chain(() -> RecordStatements.sessions(connection, observed))
                .chain(() -> RecordStatements.health(connection, observed))
                .chain(() -> RecordStatements.minutes(connection, observed))
                .chain(() -> RecordStatements.transitions(connection, observed))
                .chain(() -> alarms.changed(connection, statusChanges(observed)))
                .chain(() -> RecordStatements.silence(connection, recorded))
                .chain(() -> RecordStatements.schedule(connection, recorded))
                .chain(() -> outbox.append(connection, events(observed)));
    }

    private static List<StatusChange> statusChanges(List<Recorded> observed) {
        return observed.stream()
                .filter(Recorded::changed)
                .map(one -> new StatusChange(
                        one.before().id(),
                        one.changedTo(),
                        one.observation().orElseThrow().reason().name(),
                        one.observation().orElseThrow().errorMessage(),
                        one.checkedAt()))
                .toList();
    }

    private static List<Event<?>> events(List<Recorded> observed) {
        var events = new ArrayList<Event<?>>(observed.size());
        for (var one : observed) {
            var seen = one.observation().orElseThrow();
            events.add(checked(one, seen));
            if (one.changed()) {
                events.add(changed(one, seen));
            }
        }
        return events;
    }

    private static Event<HealthChecked> checked(Recorded one, Observation seen) {
        return Event.fact(
                one.finished().id(),
                new HealthChecked(
                        one.finished().id(),
                        one.before().id(),
                        one.before().name(),
                        one.sessions(),
                        seen.status(),
                        seen.responseTimeMs(),
                        seen.statusCode(),
                        seen.errorMessage(),
                        one.checkedAt(),
                        seen.metadata()),
                one.checkedAt());
    }

    private static Event<HealthChanged> changed(Recorded one, Observation seen) {
        return Event.state(
                new HealthChanged(
                        one.before().id(),
                        one.before().name(),
                        one.before().confirmed().status(),
                        one.changedTo(),
                        seen.reason().name(),
                        one.checkedAt(),
                        one.sessions()),
                one.before().sequence() + 1,
                one.checkedAt());
    }
}

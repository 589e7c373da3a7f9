package dev.liverun.runner.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.correlation.Correlation;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.runner.intents.IntentQueries;
import dev.liverun.runner.planning.Confirmation;
import dev.liverun.runner.planning.PlanProblems;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.planning.Planner;
import dev.liverun.runner.planning.Preview;
import dev.liverun.runner.planning.PreviewResponse;
import dev.liverun.runner.planning.RunRequest;
import dev.liverun.runner.planning.RunTag;
import dev.liverun.runner.planning.TestRequest;
import dev.liverun.runner.results.ResultQueries;
import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.Replica;
import dev.liverun.runner.running.RunStore;
import dev.liverun.runner.running.RunView;
import dev.liverun.runner.running.RunnerConfig;
import dev.liverun.runner.sessions.SessionView;
import dev.liverun.runner.sessions.SessionViews;
import dev.liverun.runner.standing.TestState;
import dev.liverun.runner.workflow.WorkflowDefinition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes on runs, ends them early, shows them. */
@ApplicationScoped
public class RunService {

    private static final String NO_REASON = "Cancelled by %s.";

    private final RunStore runs;
    private final SessionViews sessions;
    private final Planner planner;
    private final Preview preview;
    private final TestState state;
    private final ActiveRuns active;
    private final Replica replica;
    private final ResultQueries results;
    private final IntentQueries intents;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Audit audit;
    private final RunnerConfig config;
    private final Pool pool;
    private final Clock clock;

    RunService(
            RunStore runs,
            SessionViews sessions,
            Planner planner,
            Preview preview,
            TestState state,
            ActiveRuns active,
            Replica replica,
            ResultQueries results,
            IntentQueries intents,
            Transactions transactions,
            Outbox outbox,
            Audit audit,
            RunnerConfig config,
            Pool pool,
            Clock clock) {
        this.runs = runs;
        this.sessions = sessions;
        this.planner = planner;
        this.preview = preview;
        this.state = state;
        this.active = active;
        this.replica = replica;
        this.results = results;
        this.intents = intents;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.config = config;
        this.pool = pool;
        this.clock = clock;
    }

    /** What the caller may run there; nothing is written yet. */
    Uni<List<PlannedTest>> plan(UUID sessionId, List<TestRequest> tests, String prefix, Caller caller) {
        if (tests.isEmpty()) {
            throw new Invalid("tests", "must not be empty, unless there is a matrix");
        }
        return sessions.find(
                        sessionId, session -> session.status() == SessionStatus.ACTIVE && session.testableBy(caller))
                .map(found -> there(sessionId, found))
                .chain(session -> {
                    if (!session.testableBy(caller)) {
                        throw new Forbidden(
                                "Only testers who take part in the session, and operators, run tests in it.");
                    }
                    return planner.plan(tests, prefix);
                });
    }

    /** What that would send; nothing is written. */
    Uni<PreviewResponse> preview(UUID sessionId, List<PlannedTest> tests) {
        return session(sessionId).map(session -> preview.of(session, tests));
    }

    /**
     * How a run is to be carried out.
     *
     * @param confirmation of a dry run, if one is given
     */
    record Wishes(
            int parallel,
            @Nullable Duration deadline,
            @Nullable String confirmation) {

        static Wishes of(RunRequest request) {
            return new Wishes(
                    request.parallel() == null ? 1 : request.parallel(),
                    request.deadlineSeconds() == null ? null : Duration.ofSeconds(request.deadlineSeconds()),
                    request.confirmation());
        }
    }

    /** The id that the run is to have: that of its dry run, if somebody looked at one. */
    private static UUID confirmed(UUID sessionId, List<PlannedTest> tests, Wishes wishes) {
        Optional<Confirmation> given = Confirmation.parse(wishes.confirmation());
        if (given.isPresent()) {
            Confirmation now = Confirmation.of(given.get().runId(), sessionId, tests);
            if (!now.equals(given.get())) {
                throw new PlanProblems.ConfirmationStale();
            }
            return now.runId();
        }
        List<String> destructive = tests.stream()
                .map(test -> test.workflow().definition())
                .filter(WorkflowDefinition::destructive)
                .map(WorkflowDefinition::name)
                .distinct()
                .toList();
        if (!destructive.isEmpty()) {
            throw new PlanProblems.ConfirmationRequired(destructive);
        }
        return Ids.next();
    }

    /** Takes it on, within the caller's transaction; afterwards it must be started. */
    Uni<RunView> create(
            UUID sessionId, List<PlannedTest> tests, Wishes wishes, Caller caller, SqlConnection transaction) {
        if (active.count() >= config.maxActive()) {
            throw RunProblems.tooMany(active.count());
        }
        RunView run = newRun(confirmed(sessionId, tests, wishes), sessionId, wishes, caller);
        return sessions.lock(sessionId, transaction)
                .invoke(session -> mustBeActive(sessionId, session.orElse(null)))
                .chain(() -> runs.insert(run, replica.id(), config.lease(), tests, state.plans(tests), transaction))
                .chain(() -> outbox.append(
                        transaction,
                        List.of(Event.state(
                                new RunStarted(run.snapshot(), caller.subject()), run.version(), run.startedAt()))))
                .chain(() -> audit.record(
                        transaction,
                        AuditEntry.by(caller, "run.started", "run", run.id())
                                .with("session_id", sessionId.toString())
                                .with("tests", tests.size())))
                .replaceWith(run);
    }

    private RunView newRun(UUID id, UUID sessionId, Wishes wishes, Caller caller) {
        Instant now = now();
        return new RunView(
                id,
                sessionId,
                RunTag.of(id),
                RunStatus.RUNNING,
                null,
                caller.subject(),
                now,
                null,
                Map.of(),
                null,
                1,
                Correlation.current(),
                1,
                wishes.parallel(),
                wishes.deadline() == null ? null : now.plus(wishes.deadline()),
                null,
                JsonNodeFactory.instance.objectNode(),
                null);
    }

    private static void mustBeActive(UUID id, @Nullable SessionView session) {
        if (session == null || session.purged()) {
            throw new NotFound("session", id);
        }
        if (session.status() != SessionStatus.ACTIVE) {
            throw new RunProblems.SessionNotActive(session.status());
        }
    }

    /** The executing replica ends it: at once if it is this one, else within a second. */
    Uni<RunResponse> cancel(UUID id, @Nullable String reason, Caller caller) {
        String why = reason == null || reason.isBlank() ? NO_REASON.formatted(caller.subject()) : reason;
        return find(id).chain(run -> session(run.sessionId()).invoke(session -> {
                    if (!session.testableBy(caller)) {
                        throw new Forbidden("Only testers who take part in the session, and operators, end its runs.");
                    }
                }))
                .chain(() -> transactions.onConnection(transaction -> runs.askToCancel(id, now(), why, transaction)
                        .call(asked -> asked.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : audit.record(
                                        transaction,
                                        AuditEntry.by(caller, "run.cancelled", "run", id)
                                                .because(reason)))))
                .chain(asked -> asked.isPresent()
                        ? Uni.createFrom().item(asked.get())
                        : find(id).invoke(run -> {
                            throw new RunProblems.RunHasEnded(id, run.status());
                        }))
                .invoke(run -> active.cancel(id, why))
                .map(RunResponse::of);
    }

    public Uni<RunResponse> get(UUID id) {
        return find(id).chain(run -> results.ofRun(id)
                .chain(tests -> intents.ofRun(id).map(changes -> RunResponse.of(run, tests, changes))));
    }

    Uni<Page<RunResponse>> list(UUID sessionId, PageRequest page) {
        return session(sessionId)
                .chain(() -> runs.ofSession(sessionId, page.cursor(), page.rows(), pool))
                .map(rows -> Page.of(rows, page, run -> Cursor.of(run.id())).map(RunResponse::of));
    }

    /** @return fails with {@link NotFound} */
    public Uni<SessionView> session(UUID id) {
        return sessions.find(id).map(found -> there(id, found));
    }

    private static SessionView there(UUID id, Optional<SessionView> found) {
        return found.filter(session -> !session.purged()).orElseThrow(() -> new NotFound("session", id));
    }

    private Uni<RunView> find(UUID id) {
        return runs.find(id, pool).map(run -> run.orElseThrow(() -> new NotFound("run", id)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

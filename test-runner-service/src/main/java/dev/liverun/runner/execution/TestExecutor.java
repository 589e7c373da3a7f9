package dev.liverun.runner.execution;

import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.Target;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.engine.Execution;
import dev.liverun.runner.engine.ExecutionReport;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.engine.Surroundings;
import dev.liverun.runner.engine.Trouble;
import dev.liverun.runner.engine.WorkflowExecution;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.failure.FailureClassifier;
import dev.liverun.runner.failure.FailureVerdict;
import dev.liverun.runner.intents.IntentLog;
import dev.liverun.runner.intents.Undoing;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.recording.Recorded;
import dev.liverun.runner.recording.RecordedSteps;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.results.CompletedResult;
import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.RunView;
import dev.liverun.runner.sessions.SessionView;
import dev.liverun.runner.sessions.SessionViews;
import dev.liverun.runner.standing.Questions;
import dev.liverun.runner.standing.SavedTest;
import dev.liverun.runner.standing.Standing;
import dev.liverun.runner.standing.TestState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out one test of a run and makes its result. */
@ApplicationScoped
class TestExecutor {

    private static final int MAX_DETAILS = 2000;
    private static final int MAX_NAMED = 5;

    private final SessionViews sessions;
    private final EndpointViews endpoints;
    private final IntegrationClient client;
    private final IntentLog intents;
    private final Undoing undoing;
    private final FailureEvidence evidence;
    private final Recorder recorder;
    private final Background background;
    private final TestState state;
    private final Questions questions;
    private final Clock clock;

    TestExecutor(
            SessionViews sessions,
            EndpointViews endpoints,
            IntegrationClient client,
            IntentLog intents,
            Undoing undoing,
            FailureEvidence evidence,
            Recorder recorder,
            Background background,
            TestState state,
            Questions questions,
            Clock clock) {
        this.sessions = sessions;
        this.endpoints = endpoints;
        this.client = client;
        this.intents = intents;
        this.undoing = undoing;
        this.evidence = evidence;
        this.recorder = recorder;
        this.background = background;
        this.state = state;
        this.questions = questions;
        this.clock = clock;
    }

    /**
     * Fails only when the database does.
     *
     * @param saved where another process let it stand; null: it is begun
     */
    Uni<CompletedResult> execute(RunView run, PlannedTest test, ActiveRuns.Active active, @Nullable SavedTest saved) {
        Optional<String> cancelled = active.cancellation().reason();
        if (cancelled.isPresent()) {
            return Uni.createFrom().item(without(run, test, TestStatus.SKIPPED, "Not begun: " + cancelled.get()));
        }
        return sessions.find(run.sessionId())
                .chain(session -> endpoints.find(test.endpoint().id()).chain(endpoint -> {
                    Optional<String> obstacle = saved == null ? obstacle(session, endpoint, test) : Optional.empty();
                    return obstacle.isPresent()
                            ? Uni.createFrom().item(without(run, test, TestStatus.SKIPPED, obstacle.get()))
                            : carryOut(run, test, endpoint.orElse(test.endpoint()), active, saved);
                }));
    }

    /** Why the test cannot begin; then it is SKIPPED, not failed. */
    private static Optional<String> obstacle(
            Optional<SessionView> session, Optional<EndpointView> endpoint, PlannedTest test) {
        if (session.isEmpty() || session.get().purged()) {
            return Optional.of("The session is gone.");
        }
        SessionStatus status = session.get().status();
        if (status != SessionStatus.ACTIVE && status != SessionStatus.PAUSED) {
            return Optional.of("The session is " + session.get().status() + ".");
        }
        return endpoint.orElse(test.endpoint()).unusable().or(() -> session.get()
                .approvals()
                .refusal(test.workflow().definition().kind()));
    }

    private Uni<CompletedResult> carryOut(
            RunView run, PlannedTest test, EndpointView endpoint, ActiveRuns.Active active, @Nullable SavedTest saved) {
        Target target;
        try {
            target = endpoint.target();
        } catch (IllegalArgumentException e) {
            return Uni.createFrom()
                    .item(without(run, test, TestStatus.ERROR, "The endpoint cannot be called: " + e.getMessage()));
        }
        var execution = new Execution(
                test.workflow().definition(),
                test.testData(),
                test.resultId(),
                run.id(),
                run.tag(),
                test.position(),
                run.sessionId(),
                endpoint.id(),
                endpoint.name(),
                endpoint.snapshot().baseUrl());
        Instant startedAt = saved == null ? clock.instant() : saved.startedAt();
        RecordedSteps earlier = saved == null ? RecordedSteps.NONE : saved.steps();
        var standing = new Standing(active, run, test.resultId(), startedAt, earlier, state, questions, recorder);
        var surroundings = new Surroundings(
                request -> client.call(target, request),
                intents.of(run.id(), run.epoch(), test.resultId(), run.sessionId(), endpoint.id()),
                background.pauses(),
                standing,
                standing,
                step -> active.at(test.resultId(), step),
                active.cancellation(),
                clock);
        return Uni.createFrom()
                .deferred(() -> (saved == null
                                ? new WorkflowExecution(execution, surroundings)
                                : WorkflowExecution.from(saved.position(), execution, surroundings))
                        .run())
                .onTermination()
                .invoke(() -> active.ended(test.resultId()))
                .chain(report -> conclude(run, test, execution, new Done(startedAt, earlier, report)));
    }

    /** What was done, also by another process before. */
    private record Done(Instant startedAt, RecordedSteps earlier, ExecutionReport report) {}

    private Uni<CompletedResult> conclude(RunView run, PlannedTest test, Execution execution, Done done) {
        Optional<StepRecord> decisive = done.report().decisive();
        if (decisive.isEmpty()) {
            return Uni.createFrom().item(completed(run, test, execution, done, List.of(), null));
        }
        String testName = test.workflow().definition().name();
        return undoing.undo(run.id(), test.resultId())
                .chain(undone -> evidence.about(decisive.get(), execution.endpointId(), testName)
                        .map(facts -> completed(
                                run,
                                test,
                                execution,
                                done,
                                undone,
                                FailureClassifier.classify(facts).orElse(null))));
    }

    private CompletedResult completed(
            RunView run,
            PlannedTest test,
            Execution execution,
            Done done,
            List<Map<String, Object>> undone,
            @Nullable FailureVerdict verdict) {
        ExecutionReport report = done.report();
        Recorded recorded = recorder.record(execution, done.earlier(), report, undone);
        Instant startedAt = done.startedAt().truncatedTo(ChronoUnit.MICROS);
        Instant completedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        TestStatus status = status(report);
        String details = details(report, verdict);
        return new CompletedResult(
                test.resultId(),
                run.id(),
                run.epoch(),
                run.sessionId(),
                execution.endpointId(),
                execution.endpointName(),
                execution.workflow().name(),
                status,
                startedAt,
                completedAt.isBefore(startedAt) ? startedAt : completedAt,
                recorded.requestData(),
                recorded.responseData(),
                recorded.assertions(),
                recorded.outcomes(),
                recorded.slowestSteps(),
                details == null ? null : recorder.text(details),
                verdict == null ? null : verdict.failureClass(),
                verdict == null ? null : verdict.reason(),
                verdict == null ? null : recorder.json(verdict.evidence()),
                run.correlationId());
    }

    private static TestStatus status(ExecutionReport report) {
        return switch (report.verdict()) {
            case PASSED ->
                report.steps().stream().allMatch(step -> step.leftOut() != null)
                                && !report.steps().isEmpty()
                        ? TestStatus.SKIPPED
                        : TestStatus.PASSED;
            case FAILED -> TestStatus.FAILED;
            case ERROR -> TestStatus.ERROR;
        };
    }

    private static @Nullable String details(ExecutionReport report, @Nullable FailureVerdict verdict) {
        if (report.decisive().isEmpty()) {
            return status(report) == TestStatus.SKIPPED ? "No step's condition holds." : null;
        }
        StepRecord step = report.decisive().get();
        Trouble trouble = step.trouble();
        String what = trouble != null
                ? trouble.message()
                : step.assertions().stream()
                        .filter(AssertionResult::fails)
                        .limit(MAX_NAMED)
                        .map(AssertionResult::name)
                        .collect(Collectors.joining("; "));
        String details =
                "Step '" + step.step().name() + "': " + what + (verdict == null ? "" : " — " + verdict.reason());
        return details.length() <= MAX_DETAILS ? details : details.substring(0, MAX_DETAILS) + "…";
    }

    /** A result with nothing recorded but why there is no more. */
    CompletedResult without(RunView run, PlannedTest test, TestStatus status, String why) {
        return CompletedResult.without(
                test.resultId(),
                run.id(),
                run.epoch(),
                run.sessionId(),
                test.endpoint().id(),
                test.endpoint().name(),
                test.workflow().definition().name(),
                status,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                recorder.text(why),
                run.correlationId());
    }
}

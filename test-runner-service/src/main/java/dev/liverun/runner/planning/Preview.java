package dev.liverun.runner.planning;

import dev.liverun.events.Ids;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.engine.DryRun;
import dev.liverun.runner.engine.Execution;
import dev.liverun.runner.planning.PreviewResponse.PreviewStep;
import dev.liverun.runner.planning.PreviewResponse.PreviewTest;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.sessions.SessionView;
import dev.liverun.runner.workflow.Repeat;
import dev.liverun.runner.workflow.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows what a run would send. */
@ApplicationScoped
public class Preview {

    private final Recorder recorder;
    private final Clock clock;

    Preview(Recorder recorder, Clock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    public PreviewResponse of(SessionView session, List<PlannedTest> tests) {
        UUID runId = Ids.next();
        return new PreviewResponse(
                true,
                Confirmation.of(runId, session.id(), tests).toString(),
                tests.stream().anyMatch(test -> test.workflow().definition().destructive()),
                runId,
                RunTag.of(runId),
                tests.stream()
                        .map(test -> test(
                                runId,
                                session.id(),
                                test,
                                session.approvals()
                                        .refusal(test.workflow().definition().kind())))
                        .toList());
    }

    /** Of a workflow that is being written: no session says what may be done. */
    public List<PreviewTest> ofDraft(UUID runId, List<PlannedTest> tests) {
        return tests.stream()
                .map(test -> test(runId, runId, test, Optional.empty()))
                .toList();
    }

    private PreviewTest test(UUID runId, UUID sessionId, PlannedTest test, Optional<String> refusal) {
        EndpointView endpoint = test.endpoint();
        var definition = test.workflow().definition();
        DryRun.Plan plan = DryRun.of(
                new Execution(
                        definition,
                        test.testData(),
                        test.resultId(),
                        runId,
                        RunTag.of(runId),
                        test.position(),
                        sessionId,
                        endpoint.id(),
                        endpoint.name(),
                        endpoint.snapshot().baseUrl()),
                clock);
        recorder.remember(plan.secrets());
        return new PreviewTest(
                true,
                definition.name(),
                endpoint.id(),
                endpoint.name(),
                endpoint.snapshot().baseUrl(),
                auth(endpoint),
                test.dataRow(),
                definition.kind(),
                definition.destructive(),
                endpoint.unusable().or(() -> refusal).orElse(null),
                plan.steps().stream().map(this::step).toList());
    }

    /** By name; its value is known to nobody here. */
    private static String auth(EndpointView endpoint) {
        var auth = endpoint.snapshot().auth();
        return auth.credential() == null ? auth.type().name() : auth.type() + " (credential " + auth.credential() + ")";
    }

    private PreviewStep step(DryRun.Planned planned) {
        Step step = planned.step();
        return new PreviewStep(
                true,
                step.name(),
                step.part(),
                step.kind(),
                step.destructive(),
                planned.request().map(recorder::preview).orElse(null),
                planned.undo().map(recorder::preview).orElse(null),
                planned.question().map(recorder::text).orElse(null),
                planned.amount().orElse(null),
                planned.conditional(),
                planned.repeated(),
                tries(step.repeat()),
                planned.problem().map(recorder::text).orElse(null));
    }

    private static @Nullable String tries(@Nullable Repeat repeat) {
        if (repeat instanceof Repeat.Retry retry) {
            return "up to " + retry.times() + " times";
        }
        return repeat instanceof Repeat.Poll poll
                ? "every " + poll.every().toMillis() + " ms for "
                        + poll.deadline().toMillis() + " ms"
                : null;
    }
}

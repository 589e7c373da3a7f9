package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.expecting.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step.
 *
 * @param step as it was taken: its index counts all steps of the execution, its name tells repetitions apart
 * @param tries how often the request was made, for {@code retry} and {@code poll}; the last one is recorded
 * @param request as it was sent, or would have been; null if it could not be made
 * @param outcome null if nothing was sent
 * @param captured names and values of what later steps can use; secret values are not among them
 * @param evidence what a person said, for a step that asked
 * @param leftOut why the step was not taken; null if it was
 * @param trouble why it could not be carried out; null if it could
 */
public record StepRecord(
        Step step,
        Instant startedAt,
        int tries,
        @Nullable OutgoingRequest request,
        @Nullable CallOutcome outcome,
        List<AssertionResult> assertions,
        Map<String, @Nullable Object> captured,
        Map<String, @Nullable Object> evidence,
        @Nullable String leftOut,
        @Nullable Trouble trouble) {

    static StepRecord leftOut(Step step, Instant at, String why) {
        return new StepRecord(step, at, 0, null, null, List.of(), Map.of(), Map.of(), why, null);
    }

    static StepRecord troubled(Step step, Instant at, @Nullable OutgoingRequest request, Trouble trouble) {
        return new StepRecord(step, at, 0, request, null, List.of(), Map.of(), Map.of(), null, trouble);
    }

    static StepRecord answered(
            Step step, Instant at, List<AssertionResult> assertions, Map<String, @Nullable Object> evidence) {
        return new StepRecord(step, at, 1, null, null, assertions, Map.of(), evidence, null, null);
    }

    /** Whether everything that was expected holds; a step that was left out says nothing against it. */
    public boolean passed() {
        return trouble == null && assertions.stream().noneMatch(AssertionResult::fails);
    }

    /** Whether what does not hold is so grave that nothing further makes sense. */
    boolean critical() {
        return assertions.stream()
                .anyMatch(assertion -> assertion.fails() && assertion.severity() == Severity.CRITICAL);
    }
}

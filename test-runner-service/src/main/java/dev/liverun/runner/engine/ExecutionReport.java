package dev.liverun.runner.engine;

import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.workflow.Part;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of an execution.
 *
 * @param secrets values that must not be recorded in clear, wherever they stand
 */
public record ExecutionReport(Instant startedAt, Instant completedAt, List<StepRecord> steps, Set<String> secrets) {

    /** What the steps come to. */
    public enum Verdict {
        PASSED,
        FAILED,
        /** It could not be carried out. */
        ERROR
    }

    public ExecutionReport {
        steps = List.copyOf(steps);
    }

    /** The first step that did not pass decides. */
    public Verdict verdict() {
        return decisive().map(ExecutionReport::verdict).orElse(Verdict.PASSED);
    }

    /** What makes a test possible, or cleans up after it, says nothing about what is tested. */
    private static Verdict verdict(StepRecord decisive) {
        return decisive.trouble() != null || decisive.step().part() != Part.MAIN ? Verdict.ERROR : Verdict.FAILED;
    }

    /** The first step that did not pass. */
    public Optional<StepRecord> decisive() {
        return steps.stream().filter(step -> !step.passed()).findFirst();
    }

    public List<AssertionResult> assertions() {
        return steps.stream().flatMap(step -> step.assertions().stream()).toList();
    }
}

package dev.liverun.runner.failure;

import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.engine.Trouble;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the rules look at.
 *
 * @param step the first step that did not pass
 * @param health the endpoint's confirmed health then, if it is known
 * @param passedBefore whether the same workflow has passed on the same endpoint before
 */
public record FailureFacts(StepRecord step, Optional<HealthThen> health, boolean passedBefore) {

    Optional<Answered> answer() {
        return step.outcome() instanceof Answered answered ? Optional.of(answered) : Optional.empty();
    }

    OptionalInt status() {
        return step.outcome() instanceof Answered answered ? OptionalInt.of(answered.status()) : OptionalInt.empty();
    }

    boolean status(int from, int to) {
        return step.outcome() instanceof Answered answered && answered.status() >= from && answered.status() <= to;
    }

    boolean statusIn(Set<Integer> statuses) {
        return step.outcome() instanceof Answered answered && statuses.contains(answered.status());
    }

    Optional<Failed> noAnswer() {
        return step.outcome() instanceof Failed failed ? Optional.of(failed) : Optional.empty();
    }

    boolean failed(Set<FailureKind> kinds) {
        return step.outcome() instanceof Failed failed && kinds.contains(failed.kind());
    }

    boolean trouble(Trouble.Kind kind) {
        Trouble trouble = step.trouble();
        return trouble != null && trouble.kind() == kind;
    }

    boolean mismatch(Set<Mismatch> kinds) {
        return step.assertions().stream()
                .anyMatch(assertion ->
                        assertion.fails() && assertion.mismatch() != null && kinds.contains(assertion.mismatch()));
    }

    /**
     * Whether nothing is wrong but what is expected. An expectation that misses a value which this very answer should have
     * given says nothing beside what is wrong with the answer.
     */
    boolean nothingButExpectations() {
        return !failing().isEmpty()
                && failing().stream().allMatch(assertion -> assertion.mismatch() == Mismatch.EXPECTATION);
    }

    /** Whether what failed is (also) the status, expected or not. */
    boolean statusFailed() {
        return failing().stream().anyMatch(assertion -> assertion.subject().equals("status"));
    }

    List<AssertionResult> failing() {
        return step.assertions().stream().filter(AssertionResult::fails).toList();
    }

    List<Attempt> attempts() {
        CallOutcome outcome = step.outcome();
        return outcome == null ? List.of() : outcome.attempts();
    }

    boolean down() {
        return health.map(HealthThen::down).orElse(false);
    }
}

package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.runner.engine.asserting.Answer;
import dev.liverun.runner.engine.asserting.Answer.Reading;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import dev.liverun.runner.engine.asserting.Assertions;
import dev.liverun.runner.workflow.Repeat;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.expecting.Subject;
import dev.liverun.runner.workflow.expecting.TextPattern.TooCostly;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the outcome of a step's request: keeps what is captured, compares what is expected. */
final class Judging {

    private final Step step;
    private final Scope scope;
    private final Instant now;
    private final Assertions assertions;
    private final List<AssertionResult> results = new ArrayList<>();
    private final Map<String, @Nullable Object> captured = new LinkedHashMap<>();

    Judging(Step step, Scope scope, Instant now) {
        this.step = step;
        this.scope = scope;
        this.now = now;
        this.assertions = new Assertions(scope);
    }

    StepRecord judge(Instant startedAt, int tries, OutgoingRequest request, CallOutcome outcome) {
        Trouble trouble = null;
        if (outcome instanceof Answered answered) {
            judge(answered);
        } else if (outcome instanceof Failed failed) {
            if (failed.kind().remote()) {
                unanswered(failed);
            } else {
                trouble = new Trouble(
                        failed.kind() == FailureKind.POLICY ? Trouble.Kind.WORKFLOW : Trouble.Kind.OURS,
                        failed.kind() + ": " + failed.message());
            }
        }
        return new StepRecord(step, startedAt, tries, request, outcome, results, captured, Map.of(), null, trouble);
    }

    private void judge(Answered answered) {
        Answer answer = new Answer(answered, now);
        if (!saysStatus()) {
            boolean error = answered.status() >= 400;
            results.add(AssertionResult.implied(
                    step.name(),
                    "status is no error",
                    "status",
                    "below 400",
                    answered.status(),
                    error ? Mismatch.VALUE : null));
        }
        step.captures().forEach(capture -> capture(capture, answer));
        expected().forEach(assertion -> results.add(assertions.check(step.name(), assertion, answer)));
    }

    private void unanswered(Failed failed) {
        results.add(AssertionResult.implied(
                step.name(),
                "an answer arrives",
                "answer",
                "an answer",
                failed.kind() + ": " + failed.message(),
                Mismatch.NO_ANSWER));
        expected().forEach(assertion -> results.add(assertions.withoutAnswer(step.name(), assertion)));
    }

    /** A step that says nothing about the status expects no error. */
    private boolean saysStatus() {
        return expected().stream().anyMatch(assertion -> assertion.subject() instanceof Subject.Status);
    }

    private List<Assertion> expected() {
        if (step.repeat() instanceof Repeat.Poll poll) {
            List<Assertion> all = new ArrayList<>(poll.until());
            all.addAll(step.assertions());
            return all;
        }
        return step.assertions();
    }

    private void capture(Capture capture, Answer answer) {
        Reading reading = answer.read(capture.subject());
        if (reading instanceof Reading.Found found && found.value() != null) {
            Object value = found.value();
            if (capture.pattern() != null) {
                value = extract(capture, Values.text(found.value()));
            }
            if (value != null) {
                keep(capture, value);
                return;
            }
        }
        scope.remove(capture.name());
        captured.remove(capture.name());
        boolean unreadable = reading instanceof Reading.Unreadable;
        results.add(AssertionResult.implied(
                step.name(),
                "capture " + capture.name(),
                capture.subject().label(),
                capture.pattern() == null ? "a value" : "a value that matches " + capture.pattern(),
                reading instanceof Reading.Unreadable why ? why.why() : null,
                unreadable ? Mismatch.UNREADABLE : Mismatch.MISSING));
    }

    private static @Nullable Object extract(Capture capture, String text) {
        try {
            return capture.pattern() == null
                    ? text
                    : capture.pattern().extract(text).orElse(null);
        } catch (TooCostly e) {
            return null;
        }
    }

    private void keep(Capture capture, Object value) {
        if (capture.secret()) {
            scope.putSecret(capture.name(), value);
        } else {
            scope.put(capture.name(), value);
            captured.put(capture.name(), value);
        }
    }
}

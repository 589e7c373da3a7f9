package dev.liverun.runner.engine.settling;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.runner.engine.asserting.Answer;
import dev.liverun.runner.engine.asserting.Answer.Reading;
import dev.liverun.runner.engine.asserting.Assertions;
import dev.liverun.runner.engine.requests.RequestBuilder;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.workflow.Check;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.Undo;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.PartReader;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.ValueTemplate;
import dev.liverun.runner.workflow.template.Values;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, perhaps much later and in another process, whether a step happened of which nobody knows. What it needs is
 * written beside the intent before the step is sent: the step's {@code check} and {@code undo} with all values put in
 * that are known then.
 */
public final class Inquiry {

    private final Step step;
    private final Scope scope;

    /** @param scope all values that are known before the step is sent */
    public Inquiry(Step step, Scope scope) {
        this.step = step;
        this.scope = scope;
    }

    /** How to find out, to be stored; empty if the step has no {@code check}. */
    public Optional<Written> written() {
        Check check = step.check();
        if (check == null) {
            return Optional.empty();
        }
        Undo undo = step.undo();
        return Optional.of(new Written(
                partly(check.source(), check.request()), undo == null ? null : partly(undo.source(), undo.request())));
    }

    /** What is put into a URL later was encoded when it was put in. */
    private String partly(ValueTemplate source, RequestTemplate request) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        if (source.partly(scope) instanceof Map<?, ?> members) {
            members.forEach((name, value) -> written.put(String.valueOf(name), value));
        }
        if (written.get("request") instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> whole = new LinkedHashMap<>();
            members.forEach((name, value) -> whole.put(String.valueOf(name), value));
            whole.put("url", request.url().partly(scope, RequestBuilder::segment));
            written.put("request", whole);
        }
        return Values.json(written);
    }

    /**
     * As it is stored.
     *
     * @param check the step's {@code check}, as JSON
     * @param undo its {@code undo}, as JSON; null if it has none
     */
    public record Written(String check, @Nullable String undo) {}

    /** What an answer says. */
    public record Finding(IntentOutcome outcome, String detail, Optional<OutgoingRequest> undo) {}

    /** The request that finds out. */
    public static OutgoingRequest request(Written written, Instant now) {
        return RequestBuilder.finish(RequestBuilder.build(check(written).request(), scope(now))
                .repeatable(true)
                .purpose(Purpose.UNDO));
    }

    /** What it says: without an answer, nothing. */
    public static Finding judge(Written written, CallOutcome outcome, Instant now) {
        if (!(outcome instanceof Answered answered) || answered.status() >= 500 || answered.status() == 429) {
            return new Finding(IntentOutcome.UNKNOWN, "the check got no answer that says anything", Optional.empty());
        }
        Check check = check(written);
        Scope scope = scope(now);
        Answer answer = new Answer(answered, now);
        boolean happened = check.doneIf().stream()
                .allMatch(assertion ->
                        new Assertions(scope).check("check", assertion, answer).passed());
        if (!happened) {
            return new Finding(
                    IntentOutcome.NOT_DONE,
                    "the check found that it did not happen (status " + answered.status() + ")",
                    Optional.empty());
        }
        for (Capture capture : check.captures()) {
            if (answer.read(capture.subject()) instanceof Reading.Found found && found.value() != null) {
                scope.put(capture.name(), found.value());
            }
        }
        return new Finding(IntentOutcome.DONE, "the check found that it happened", undo(written, scope));
    }

    private static Optional<OutgoingRequest> undo(Written written, Scope scope) {
        if (written.undo() == null) {
            return Optional.empty();
        }
        try {
            Undo undo = PartReader.undo(written.undo());
            return Optional.of(RequestBuilder.finish(
                    RequestBuilder.build(undo.request(), scope).purpose(Purpose.UNDO)));
        } catch (InvalidWorkflowException e) {
            throw new IllegalStateException("an undo that was written cannot be read", e);
        } catch (EvaluationException e) {
            return Optional.empty();
        }
    }

    private static Check check(Written written) {
        try {
            return PartReader.check(written.check());
        } catch (InvalidWorkflowException e) {
            throw new IllegalStateException("a check that was written cannot be read", e);
        }
    }

    private static Scope scope(Instant now) {
        return new Scope(new Functions(Clock.fixed(now, ZoneOffset.UTC), new SplittableRandom(0)));
    }
}

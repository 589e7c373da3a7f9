package dev.liverun.runner.engine;

import dev.liverun.runner.engine.People.Question;
import dev.liverun.runner.engine.People.Reply;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import dev.liverun.runner.engine.asserting.Assertions;
import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Values;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a step in which a person is asked; the time they take does not count. */
final class Asker {

    private final Surroundings surroundings;
    private final Deadline deadline;

    Asker(Surroundings surroundings, Deadline deadline) {
        this.surroundings = surroundings;
        this.deadline = deadline;
    }

    Uni<StepRecord> ask(Step step, Action.Ask ask, Frame frame, Position position, List<StepRecord> records) {
        Instant from = now();
        Question question;
        Object expected;
        try {
            Assertions assertions = new Assertions(frame.scope);
            if (!step.when().stream().allMatch(assertions::holds)) {
                return Uni.createFrom().item(StepRecord.leftOut(step, from, "its condition does not hold"));
            }
            question = question(step, ask, frame);
            expected = ask.expected() == null ? null : ask.expected().value(frame.scope);
        } catch (EvaluationException e) {
            return Uni.createFrom()
                    .item(StepRecord.troubled(
                            step, from, null, new Trouble(Trouble.Kind.WORKFLOW, String.valueOf(e.getMessage()))));
        }
        return surroundings.people().ask(question, position, records).map(reply -> {
            deadline.extend(Duration.between(from, now()));
            return reply.map(given -> answered(step, from, question, given, expected, frame))
                    .orElseGet(() -> StepRecord.troubled(step, from, null, unanswered(question)));
        });
    }

    private static Question question(Step step, Action.Ask ask, Frame frame) {
        return new Question(
                step.index(),
                step.name(),
                Optional.ofNullable(ask.who()).map(who -> who.text(frame.scope)),
                ask.question().text(frame.scope),
                ask.choices(),
                ask.within());
    }

    private Trouble unanswered(Question question) {
        return surroundings
                .cancellation()
                .reason()
                .map(cancelled -> new Trouble(Trouble.Kind.CANCELLED, cancelled))
                .orElseGet(() -> new Trouble(
                        Trouble.Kind.NO_REPLY,
                        question.who().orElse("nobody") + " answered not within "
                                + question.within().toSeconds() + " s: " + question.text()));
    }

    private static StepRecord answered(
            Step step, Instant from, Question question, Reply reply, @Nullable Object expected, Frame frame) {
        if (step.as() != null) {
            frame.scope.put(step.as(), reply.answer());
        }
        Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
        evidence.put("question", question.text());
        evidence.put("answer", reply.answer());
        evidence.put("note", reply.note());
        evidence.put("answered_by", reply.by());
        evidence.put("asked_at", reply.askedAt().toString());
        evidence.put("answered_at", reply.answeredAt().toString());
        boolean holds = expected == null || Values.text(expected).equals(reply.answer());
        return StepRecord.answered(
                step,
                from,
                List.of(AssertionResult.implied(
                        step.name(),
                        "answer of " + reply.by(),
                        "answer",
                        expected == null ? "an answer" : expected,
                        reply.answer(),
                        holds ? null : Mismatch.VALUE)),
                evidence);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}

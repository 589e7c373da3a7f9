package dev.liverun.runner.engine.asserting;

import dev.liverun.runner.engine.asserting.Answer.Reading;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Condition;
import dev.liverun.runner.workflow.expecting.Predicate;
import dev.liverun.runner.workflow.expecting.Subject;
import dev.liverun.runner.workflow.expecting.TextPattern.TooCostly;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.ValueTemplate;
import dev.liverun.runner.workflow.template.Values;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares what was found with what is expected. */
public final class Assertions {

    private final Scope scope;

    /** @param scope what the expected values may refer to */
    public Assertions(Scope scope) {
        this.scope = scope;
    }

    /** What an assertion comes to. */
    private record Compared(
            @Nullable Object expected,
            @Nullable Object actual,
            @Nullable Mismatch mismatch) {}

    /** Whether it holds for this answer, with what was expected and found. */
    public AssertionResult check(String step, Assertion assertion, Answer answer) {
        Reading reading = answer.read(assertion.subject());
        boolean text = assertion.subject() instanceof Subject.Header || assertion.subject() instanceof Subject.Body;
        Compared compared = compare(assertion.predicate(), reading, text);
        return AssertionResult.of(step, assertion, compared.expected(), compared.actual(), compared.mismatch());
    }

    /** An assertion on an answer that never came. */
    public AssertionResult withoutAnswer(String step, Assertion assertion) {
        return AssertionResult.of(step, assertion, shown(assertion.predicate()), null, Mismatch.NO_ANSWER);
    }

    /** @throws EvaluationException if what is compared with has no value */
    public boolean holds(Condition condition) {
        Reading reading;
        try {
            reading = new Reading.Found(condition.value().value(scope));
        } catch (EvaluationException e) {
            if (e.reason() != EvaluationException.Reason.MISSING) {
                throw e;
            }
            reading = new Reading.Missing();
        }
        return compare(condition.predicate(), reading, false).mismatch() == null;
    }

    private Compared compare(Predicate predicate, Reading reading, boolean text) {
        Object expected;
        try {
            expected = expected(predicate);
        } catch (EvaluationException e) {
            return new Compared(shown(predicate), e.getMessage(), Mismatch.EXPECTATION);
        }
        if (reading instanceof Reading.Unreadable unreadable) {
            return new Compared(expected, unreadable.why(), Mismatch.UNREADABLE);
        }
        if (predicate instanceof Predicate.Exists exists) {
            boolean there = reading instanceof Reading.Found;
            Mismatch mismatch = there == exists.expected() ? null : there ? Mismatch.VALUE : Mismatch.MISSING;
            return new Compared(expected, there, mismatch);
        }
        if (!(reading instanceof Reading.Found found)) {
            return new Compared(expected, null, Mismatch.MISSING);
        }
        Object actual = found.value();
        if (predicate instanceof Predicate.Conforms conforms) {
            List<String> violations = conforms.schema().violations(actual);
            return new Compared(
                    expected,
                    violations.isEmpty() ? expected : violations,
                    violations.isEmpty() ? null : Mismatch.TYPE);
        }
        try {
            return new Compared(
                    expected, actual, Comparison.mismatch(predicate, text ? asText(expected) : expected, actual));
        } catch (TooCostly e) {
            return new Compared(expected, e.getMessage(), Mismatch.EXPECTATION);
        }
    }

    /** Headers and whole bodies are text, whatever the document writes. */
    private static @Nullable Object asText(@Nullable Object expected) {
        if (expected instanceof List<?> several) {
            return several.stream().map(Values::text).toList();
        }
        return expected == null ? null : Values.text(expected);
    }

    private @Nullable Object expected(Predicate predicate) {
        ValueTemplate operand = predicate.operand();
        if (operand == null) {
            return shown(predicate);
        }
        Object value = operand.value(scope);
        return Comparison.ofNumbers(predicate) ? Comparison.numbers(value) : value;
    }

    /** The expectation where it need not be, or cannot be, worked out. */
    private @Nullable Object shown(Predicate predicate) {
        if (predicate instanceof Predicate.Matches matches) {
            return matches.pattern().source();
        }
        if (predicate instanceof Predicate.Exists exists) {
            return exists.expected();
        }
        if (predicate instanceof Predicate.Empty empty) {
            return empty.expected();
        }
        if (predicate instanceof Predicate.Type type) {
            return type.expected().name().toLowerCase(Locale.ROOT);
        }
        if (predicate instanceof Predicate.Conforms) {
            return "conforms";
        }
        if (predicate instanceof Predicate.Not not) {
            return shown(not.predicate());
        }
        ValueTemplate operand = predicate.operand();
        try {
            return operand == null ? null : operand.value(scope);
        } catch (EvaluationException e) {
            return null;
        }
    }
}

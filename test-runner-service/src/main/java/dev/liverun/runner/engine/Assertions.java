package dev.liverun.runner.engine;

import dev.liverun.runner.engine.Answer.Reading;
import dev.liverun.runner.engine.AssertionResult.Mismatch;
import dev.liverun.runner.workflow.Assertion;
import dev.liverun.runner.workflow.Condition;
import dev.liverun.runner.workflow.Predicate;
import dev.liverun.runner.workflow.Subject;
import dev.liverun.runner.workflow.TextPattern.TooCostly;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.ValueTemplate;
import dev.liverun.runner.workflow.template.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares what was found with what is expected. */
final class Assertions {

    private final Scope scope;

    Assertions(Scope scope) {
        this.scope = scope;
    }

    AssertionResult check(String step, Assertion assertion, Answer answer) {
        Reading reading = answer.read(assertion.subject());
        boolean text = assertion.subject() instanceof Subject.Header || assertion.subject() instanceof Subject.Body;
        return compare(step, assertion.name(), assertion.subject().label(), assertion.predicate(), reading, text);
    }

    /** An assertion on an answer that never came. */
    AssertionResult withoutAnswer(String step, Assertion assertion) {
        return new AssertionResult(
                step,
                assertion.name(),
                assertion.subject().label(),
                shown(assertion.predicate()),
                null,
                Mismatch.NO_ANSWER);
    }

    /** @throws EvaluationException if what is compared with has no value */
    boolean holds(Condition condition) {
        Reading reading;
        try {
            reading = new Reading.Found(condition.value().value(scope));
        } catch (EvaluationException e) {
            if (e.reason() != EvaluationException.Reason.MISSING) {
                throw e;
            }
            reading = new Reading.Missing();
        }
        return compare("", "", "", condition.predicate(), reading, false).passed();
    }

    private AssertionResult compare(
            String step, String name, String subject, Predicate predicate, Reading reading, boolean text) {
        Object expected;
        try {
            expected = expected(predicate);
        } catch (EvaluationException e) {
            return new AssertionResult(step, name, subject, shown(predicate), e.getMessage(), Mismatch.EXPECTATION);
        }
        if (predicate instanceof Predicate.Exists exists) {
            boolean there = reading instanceof Reading.Found;
            Mismatch mismatch = there == exists.expected() ? null : there ? Mismatch.VALUE : Mismatch.MISSING;
            if (reading instanceof Reading.Unreadable unreadable) {
                return new AssertionResult(step, name, subject, expected, unreadable.why(), Mismatch.UNREADABLE);
            }
            return new AssertionResult(step, name, subject, expected, there, mismatch);
        }
        if (reading instanceof Reading.Unreadable unreadable) {
            return new AssertionResult(step, name, subject, expected, unreadable.why(), Mismatch.UNREADABLE);
        }
        if (!(reading instanceof Reading.Found found)) {
            return new AssertionResult(step, name, subject, expected, null, Mismatch.MISSING);
        }
        Object actual = found.value();
        Mismatch mismatch;
        try {
            mismatch = mismatch(predicate, text && expected != null ? Values.text(expected) : expected, actual);
        } catch (TooCostly e) {
            return new AssertionResult(step, name, subject, expected, e.getMessage(), Mismatch.EXPECTATION);
        }
        return new AssertionResult(step, name, subject, expected, actual, mismatch);
    }

    private @Nullable Object expected(Predicate predicate) {
        if (predicate instanceof Predicate.Equals equals) {
            return equals.expected().value(scope);
        }
        if (predicate instanceof Predicate.Contains contains) {
            return contains.expected().value(scope);
        }
        if (predicate instanceof Predicate.LessThan less) {
            return Functions.decimal(less.bound().value(scope));
        }
        if (predicate instanceof Predicate.GreaterThan greater) {
            return Functions.decimal(greater.bound().value(scope));
        }
        if (predicate instanceof Predicate.Count count) {
            return Functions.decimal(count.expected().value(scope));
        }
        return shown(predicate);
    }

    /** The expectation where it need not be, or cannot be, worked out. */
    private @Nullable Object shown(Predicate predicate) {
        if (predicate instanceof Predicate.Matches matches) {
            return matches.pattern().source();
        }
        if (predicate instanceof Predicate.Exists exists) {
            return exists.expected();
        }
        ValueTemplate template = predicate instanceof Predicate.Equals equals
                ? equals.expected()
                : predicate instanceof Predicate.Contains contains
                        ? contains.expected()
                        : predicate instanceof Predicate.LessThan less
                                ? less.bound()
                                : predicate instanceof Predicate.GreaterThan greater
                                        ? greater.bound()
                                        : ((Predicate.Count) predicate).expected();
        try {
            return template.value(scope);
        } catch (EvaluationException e) {
            return null;
        }
    }

    private static @Nullable Mismatch mismatch(Predicate predicate, @Nullable Object expected, @Nullable Object actual)
            throws TooCostly {
        if (predicate instanceof Predicate.Equals) {
            return same(expected, actual) ? null : comparable(expected, actual) ? Mismatch.VALUE : Mismatch.TYPE;
        }
        if (predicate instanceof Predicate.Contains) {
            return contains(expected, actual);
        }
        if (predicate instanceof Predicate.Matches matches) {
            if (actual == null || actual instanceof Map || actual instanceof List) {
                return Mismatch.TYPE;
            }
            return matches.pattern().foundIn(Values.text(actual)) ? null : Mismatch.VALUE;
        }
        if (predicate instanceof Predicate.Count) {
            int count =
                    actual instanceof List<?> list ? list.size() : actual instanceof Map<?, ?> map ? map.size() : -1;
            return count < 0 ? Mismatch.TYPE : same(expected, count) ? null : Mismatch.VALUE;
        }
        BigDecimal number = Functions.decimalOrNull(actual);
        if (number == null || !(expected instanceof BigDecimal bound)) {
            return Mismatch.TYPE;
        }
        int order = number.compareTo(bound);
        return (predicate instanceof Predicate.LessThan ? order < 0 : order > 0) ? null : Mismatch.VALUE;
    }

    private static @Nullable Mismatch contains(@Nullable Object expected, @Nullable Object actual) {
        if (actual instanceof String text) {
            return expected != null && text.contains(Values.text(expected)) ? null : Mismatch.VALUE;
        }
        if (actual instanceof List<?> list) {
            return list.stream().anyMatch(element -> same(expected, element)) ? null : Mismatch.VALUE;
        }
        if (actual instanceof Map<?, ?> map) {
            boolean there = expected instanceof Map ? same(expected, map) : map.containsKey(expected);
            return there ? null : Mismatch.VALUE;
        }
        return Mismatch.TYPE;
    }

    /** As {@link Predicate.Equals} promises. */
    static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Number && actual instanceof Number) {
            BigDecimal left = Functions.decimalOrNull(expected);
            BigDecimal right = Functions.decimalOrNull(actual);
            return left != null && right != null ? left.compareTo(right) == 0 : expected.equals(actual);
        }
        if (expected instanceof Map<?, ?> members && actual instanceof Map<?, ?> found) {
            return members.entrySet().stream()
                    .allMatch(member ->
                            found.containsKey(member.getKey()) && same(member.getValue(), found.get(member.getKey())));
        }
        if (expected instanceof List<?> elements && actual instanceof List<?> found) {
            return elements.size() == found.size()
                    && IntStream.range(0, found.size()).allMatch(i -> same(elements.get(i), found.get(i)));
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static boolean comparable(@Nullable Object expected, @Nullable Object actual) {
        return expected == null
                || actual == null
                || expected instanceof Number && actual instanceof Number
                || expected instanceof Map && actual instanceof Map
                || expected instanceof List && actual instanceof List
                || expected.getClass() == actual.getClass();
    }
}

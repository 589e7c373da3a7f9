package dev.liverun.runner.engine.asserting;

import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import dev.liverun.runner.workflow.expecting.Predicate;
import dev.liverun.runner.workflow.expecting.Predicate.JsonType;
import dev.liverun.runner.workflow.expecting.Predicate.Relation;
import dev.liverun.runner.workflow.expecting.TextPattern.TooCostly;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares two values as a predicate says. */
final class Comparison {

    private Comparison() {}

    /** Whether what the predicate compares with is made of numbers. */
    static boolean ofNumbers(Predicate predicate) {
        return predicate instanceof Predicate.Compare
                || predicate instanceof Predicate.Between
                || predicate instanceof Predicate.Count
                || predicate instanceof Predicate.Not not && ofNumbers(not.predicate());
    }

    /** A number, or a list of them, as exact decimals. */
    static Object numbers(@Nullable Object value) {
        return value instanceof List<?> several
                ? several.stream().map(Functions::decimal).toList()
                : Functions.decimal(value);
    }

    static @Nullable Mismatch mismatch(Predicate predicate, @Nullable Object expected, @Nullable Object actual)
            throws TooCostly {
        if (predicate instanceof Predicate.Not not) {
            Mismatch plain = mismatch(not.predicate(), expected, actual);
            return plain == null ? Mismatch.VALUE : plain == Mismatch.VALUE || plain == Mismatch.TYPE ? null : plain;
        }
        if (predicate instanceof Predicate.Equals) {
            return same(expected, actual) ? null : comparable(expected, actual) ? Mismatch.VALUE : Mismatch.TYPE;
        }
        if (predicate instanceof Predicate.OneOf) {
            return expected instanceof List<?> list && list.stream().anyMatch(element -> same(element, actual))
                    ? null
                    : Mismatch.VALUE;
        }
        if (predicate instanceof Predicate.Contains) {
            return contains(expected, actual);
        }
        if (predicate instanceof Predicate.StartsWith || predicate instanceof Predicate.EndsWith) {
            if (!scalar(actual)) {
                return Mismatch.TYPE;
            }
            String text = Values.text(actual);
            String part = Values.text(expected);
            boolean holds = predicate instanceof Predicate.StartsWith ? text.startsWith(part) : text.endsWith(part);
            return holds ? null : Mismatch.VALUE;
        }
        if (predicate instanceof Predicate.Matches matches) {
            return !scalar(actual)
                    ? Mismatch.TYPE
                    : matches.pattern().foundIn(Values.text(actual)) ? null : Mismatch.VALUE;
        }
        if (predicate instanceof Predicate.Type type) {
            return is(type.expected(), actual) ? null : Mismatch.TYPE;
        }
        if (predicate instanceof Predicate.Count || predicate instanceof Predicate.Empty) {
            return size(predicate, expected, actual);
        }
        return order(predicate, expected, actual);
    }

    private static boolean scalar(@Nullable Object value) {
        return value != null && !(value instanceof Map) && !(value instanceof List);
    }

    private static @Nullable Mismatch size(Predicate predicate, @Nullable Object expected, @Nullable Object actual) {
        int size = actual instanceof List<?> list ? list.size() : actual instanceof Map<?, ?> map ? map.size() : -1;
        if (predicate instanceof Predicate.Empty empty) {
            int length = actual instanceof String text ? text.length() : size;
            return length < 0 ? Mismatch.TYPE : (length == 0) == empty.expected() ? null : Mismatch.VALUE;
        }
        return size < 0 ? Mismatch.TYPE : same(expected, size) ? null : Mismatch.VALUE;
    }

    private static @Nullable Mismatch order(Predicate predicate, @Nullable Object expected, @Nullable Object actual) {
        BigDecimal number = Functions.decimalOrNull(actual);
        if (number == null) {
            return Mismatch.TYPE;
        }
        if (predicate instanceof Predicate.Compare compare && expected instanceof BigDecimal bound) {
            return compare.relation().holds(number.compareTo(bound)) ? null : Mismatch.VALUE;
        }
        if (expected instanceof List<?> bounds
                && bounds.size() == 2
                && bounds.get(0) instanceof BigDecimal least
                && bounds.get(1) instanceof BigDecimal most) {
            return Relation.AT_LEAST.holds(number.compareTo(least)) && Relation.AT_MOST.holds(number.compareTo(most))
                    ? null
                    : Mismatch.VALUE;
        }
        return Mismatch.EXPECTATION;
    }

    private static boolean is(JsonType type, @Nullable Object value) {
        return switch (type) {
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number;
            case INTEGER -> {
                BigDecimal number = value instanceof Number ? Functions.decimalOrNull(value) : null;
                yield number != null && number.stripTrailingZeros().scale() <= 0;
            }
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List;
            case OBJECT -> value instanceof Map;
            case NULL -> value == null;
        };
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

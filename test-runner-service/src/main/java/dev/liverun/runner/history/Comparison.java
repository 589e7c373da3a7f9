package dev.liverun.runner.history;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two runs or sessions, test by test. Of several results of a test on one side the last one
 * that was carried out says whether it passes; durations are compared by their medians. Plain arithmetic.
 */
public final class Comparison {

    /** Less than that is noise whatever the ratio. */
    private static final double LEAST_MS = 50;

    private static final double LEAST_RATIO = 1.5;
    /** The median absolute deviation of a normal distribution is this part of its standard deviation. */
    private static final double MAD_TO_SIGMA = 1.4826;

    private static final double SIGMAS = 3;
    private static final int FEWEST_FOR_NOISE = 5;

    private Comparison() {}

    /** A test on an endpoint; the name of the endpoint is only shown. */
    public record Key(
            String testName, UUID endpointId, @Nullable String dataRow, String endpointName) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && testName.equals(key.testName)
                    && endpointId.equals(key.endpointId)
                    && Objects.equals(dataRow, key.dataRow);
        }

        @Override
        public int hashCode() {
            return Objects.hash(testName, endpointId, dataRow);
        }
    }

    /** A result. */
    public record Outcome(
            UUID resultId,
            TestStatus status,
            @Nullable FailureClass failureClass,
            @Nullable String errorDetails,
            double durationMs) {}

    /** What became of a test. */
    public enum Change {
        NEW_FAILURE,
        STILL_FAILING,
        FIXED,
        /** It was carried out before and is not now. */
        NOT_RUN,
        /** It was not carried out before. */
        ADDED,
        UNCHANGED
    }

    /**
     * One line.
     *
     * @param slower whether it takes longer beyond noise
     * @param baseMs the median before, of results that passed; null without one
     */
    public record Line(
            String testName,
            UUID endpointId,
            String endpointName,
            @Nullable String dataRow,
            Change change,
            boolean slower,
            @Nullable Double baseMs,
            @Nullable Double nowMs,
            @Nullable UUID baseResultId,
            @Nullable UUID resultId,
            @Nullable FailureClass failureClass,
            @Nullable String errorDetails) {}

    /** Worst first, then by name. */
    public static List<Line> of(
            Map<Key, List<Outcome>> base, Map<Key, List<Outcome>> now, Map<Key, List<Double>> noise) {
        Set<Key> keys = new LinkedHashSet<>(now.keySet());
        keys.addAll(base.keySet());
        return keys.stream()
                .map(key -> line(
                        key,
                        base.getOrDefault(key, List.of()),
                        now.getOrDefault(key, List.of()),
                        noise.getOrDefault(key, List.of())))
                .sorted(Comparator.comparing(Line::change)
                        .thenComparing(line -> !line.slower())
                        .thenComparing(Line::testName)
                        .thenComparing(Line::endpointName))
                .toList();
    }

    private static Line line(Key key, List<Outcome> base, List<Outcome> now, List<Double> noise) {
        Outcome before = last(base);
        Outcome after = last(now);
        Double baseMs = median(passed(base));
        Double nowMs = median(passed(now));
        Outcome failing = after != null && after.status() != TestStatus.PASSED ? after : null;
        return new Line(
                key.testName(),
                key.endpointId(),
                key.endpointName(),
                key.dataRow(),
                change(before, after),
                baseMs != null && nowMs != null && slower(baseMs, nowMs, passed(base), noise),
                baseMs,
                nowMs,
                before == null ? null : before.resultId(),
                after == null ? null : after.resultId(),
                failing == null ? null : failing.failureClass(),
                failing == null ? null : failing.errorDetails());
    }

    /** What was skipped was not carried out. */
    private static @Nullable Outcome last(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.status() != TestStatus.SKIPPED)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static Change change(@Nullable Outcome before, @Nullable Outcome after) {
        if (after == null) {
            return before == null ? Change.UNCHANGED : Change.NOT_RUN;
        }
        boolean passes = after.status() == TestStatus.PASSED;
        if (before == null) {
            return passes ? Change.ADDED : Change.NEW_FAILURE;
        }
        boolean passed = before.status() == TestStatus.PASSED;
        return passes ? passed ? Change.UNCHANGED : Change.FIXED : passed ? Change.NEW_FAILURE : Change.STILL_FAILING;
    }

    private static List<Double> passed(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.status() == TestStatus.PASSED)
                .map(Outcome::durationMs)
                .toList();
    }

    /** Half as long again, 50 ms, and more than three standard deviations of what was usual before. */
    static boolean slower(double baseMs, double nowMs, List<Double> base, List<Double> noise) {
        if (nowMs - baseMs < LEAST_MS || nowMs < baseMs * LEAST_RATIO) {
            return false;
        }
        List<Double> usual = Stream.concat(base.stream(), noise.stream()).toList();
        if (usual.size() < FEWEST_FOR_NOISE) {
            return true;
        }
        double middle = Objects.requireNonNull(median(usual));
        double deviation = Objects.requireNonNull(
                median(usual.stream().map(value -> Math.abs(value - middle)).toList()));
        return nowMs > middle + SIGMAS * MAD_TO_SIGMA * deviation;
    }

    static @Nullable Double median(List<Double> values) {
        if (values.isEmpty()) {
            return null;
        }
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.naturalOrder());
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

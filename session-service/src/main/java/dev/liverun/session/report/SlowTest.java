package dev.liverun.session.report;

import dev.liverun.session.results.ResultCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** A test that takes long: on average and at most, in milliseconds, over all that ran. */
public record SlowTest(String testName, String integration, long results, long averageMs, long longestMs) {

    private static final int SHOWN = 10;

    private record Key(String testName, Object endpointId) {}

    /** The ten that took longest, the slowest first. */
    static List<SlowTest> of(List<ResultCount> counts) {
        var tests = new LinkedHashMap<Key, List<ResultCount>>();
        counts.stream().filter(count -> count.ran()).forEach(count -> tests.computeIfAbsent(
                        new Key(count.testName(), count.endpointId()), key -> new ArrayList<>())
                .add(count));
        return tests.values().stream()
                .map(SlowTest::sum)
                .sorted(Comparator.comparingLong(SlowTest::longestMs)
                        .reversed()
                        .thenComparing(SlowTest::testName)
                        .thenComparing(SlowTest::integration))
                .limit(SHOWN)
                .toList();
    }

    private static SlowTest sum(List<ResultCount> outcomes) {
        var first = outcomes.get(0);
        long results = outcomes.stream().mapToLong(ResultCount::count).sum();
        long total = outcomes.stream().mapToLong(ResultCount::totalMs).sum();
        long longest = outcomes.stream().mapToLong(ResultCount::longestMs).max().orElse(0);
        return new SlowTest(first.testName(), first.endpointName(), results, total / results, longest);
    }
}

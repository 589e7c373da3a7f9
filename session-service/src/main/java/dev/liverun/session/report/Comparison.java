package dev.liverun.session.report;

import dev.liverun.session.results.LastOutcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A session beside an earlier one: what became of each test last, then and now. Tests are told apart by their name and their
 * integration's.
 *
 * @param newlyFailing fail now and did not then, or were not there
 * @param fixed failed then and pass now
 * @param stillFailing fail now and failed then
 * @param notRun failed or passed then and did not run now
 */
public record Comparison(
        UUID sessionId,
        UUID baselineId,
        List<Test> newlyFailing,
        List<Test> fixed,
        List<Test> stillFailing,
        List<Test> notRun) {

    /** A test on an integration. */
    public record Test(String testName, String integration) {

        static Test of(LastOutcome outcome) {
            return new Test(outcome.testName(), outcome.integration());
        }
    }

    public static Comparison of(UUID sessionId, List<LastOutcome> now, UUID baselineId, List<LastOutcome> then) {
        var before = byTest(then);
        var after = byTest(now);
        return new Comparison(
                sessionId,
                baselineId,
                sorted(after.entrySet().stream()
                        .filter(test -> test.getValue().failed() && !failed(before, test.getKey()))
                        .map(Map.Entry::getKey)),
                sorted(before.keySet().stream().filter(test -> failed(before, test) && passes(after, test))),
                sorted(after.entrySet().stream()
                        .filter(test -> test.getValue().failed() && failed(before, test.getKey()))
                        .map(Map.Entry::getKey)),
                sorted(before.keySet().stream().filter(test -> ran(before, test) && !ran(after, test))));
    }

    private static Map<Test, LastOutcome> byTest(List<LastOutcome> outcomes) {
        var tests = new HashMap<Test, LastOutcome>();
        // An integration that was registered again bears the same name: a failure of either counts.
        outcomes.forEach(outcome -> tests.merge(Test.of(outcome), outcome, (one, other) -> one.failed() ? one : other));
        return tests;
    }

    private static boolean failed(Map<Test, LastOutcome> outcomes, Test test) {
        var outcome = outcomes.get(test);
        return outcome != null && outcome.failed();
    }

    private static boolean passes(Map<Test, LastOutcome> outcomes, Test test) {
        return ran(outcomes, test) && !failed(outcomes, test);
    }

    private static boolean ran(Map<Test, LastOutcome> outcomes, Test test) {
        var outcome = outcomes.get(test);
        return outcome != null
                && switch (outcome.status()) {
                    case PASSED, FAILED, ERROR -> true;
                    case SKIPPED -> false;
                };
    }

    private static List<Test> sorted(Stream<Test> tests) {
        return tests.sorted(Comparator.comparing(Test::testName).thenComparing(Test::integration))
                .toList();
    }
}

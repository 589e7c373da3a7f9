package dev.liverun.runner.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How often an assertion changes its mind. Plain arithmetic: of all pairs of results that follow each other, the share in
 * which it holds in one and not in the other. Something that fails for ever since a change is broken, not flaky: it
 * changed its mind once.
 */
public final class Flakiness {

    /** Below it, there is too little to tell. */
    static final int FEWEST = 5;

    private static final double FLAKY = 0.2;

    private Flakiness() {}

    /** Whether an assertion held in one result; results in the order of their completion. */
    public record Observation(UUID resultId, String assertion, boolean passed) {}

    /**
     * What is known of an assertion.
     *
     * @param results in which it was looked at
     * @param changes how often it held after it had not, or the other way round
     * @param score the share of changes, 0 to 1
     * @param verdict what that comes to
     * @param lastFailedIn null if it always held
     */
    public record Assessed(
            String assertion,
            int results,
            int failed,
            int changes,
            double score,
            Verdict verdict,
            @Nullable UUID lastFailedIn) {}

    /** What a history comes to. */
    public enum Verdict {
        STABLE,
        FLAKY,
        /** It failed in all of the latest results, and held before or never. */
        BROKEN,
        TOO_FEW
    }

    public static List<Assessed> assess(List<Observation> observations) {
        Map<String, List<Observation>> byAssertion = new LinkedHashMap<>();
        observations.forEach(one -> byAssertion
                .computeIfAbsent(one.assertion(), name -> new ArrayList<>())
                .add(one));
        return byAssertion.entrySet().stream()
                .map(entry -> assess(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Assessed assess(String assertion, List<Observation> history) {
        int failed = 0;
        int changes = 0;
        UUID lastFailedIn = null;
        for (int i = 0; i < history.size(); i++) {
            if (!history.get(i).passed()) {
                failed++;
                lastFailedIn = history.get(i).resultId();
            }
            if (i > 0 && history.get(i).passed() != history.get(i - 1).passed()) {
                changes++;
            }
        }
        double score = history.size() < 2 ? 0 : (double) changes / (history.size() - 1);
        return new Assessed(
                assertion,
                history.size(),
                failed,
                changes,
                Math.round(score * 1000) / 1000.0,
                verdict(history, failed, changes, score),
                lastFailedIn);
    }

    private static Verdict verdict(List<Observation> history, int failed, int changes, double score) {
        if (history.size() < FEWEST) {
            return Verdict.TOO_FEW;
        }
        if (changes >= 2 && score >= FLAKY) {
            return Verdict.FLAKY;
        }
        return failed > 0 && !history.get(history.size() - 1).passed() ? Verdict.BROKEN : Verdict.STABLE;
    }
}

package dev.liverun.health.check;

/** What became of a check. */
public sealed interface Verdict {

    /** It says something about the endpoint, and is recorded. */
    record Observed(Observation observation) implements Verdict {}

    /**
     * Nothing was sent, for a reason of ours: nothing is recorded.
     *
     * @param cause a constant for programs, such as {@code BUDGET_EXHAUSTED}
     * @param message one sentence for people
     */
    record NotMade(String cause, String message) implements Verdict {}
}

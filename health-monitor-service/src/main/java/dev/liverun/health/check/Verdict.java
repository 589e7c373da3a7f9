package dev.liverun.health.check;

/** What became of a check. */
public sealed interface Verdict {

    /** It says something about the endpoint, and is recorded. */
    record Observed(Observation observation) implements Verdict {}

    /**
     * Nothing was sent, for a reason of ours, or what was sent says nothing about the endpoint: nothing is recorded.
     *
     * @param cause a constant for programs, such as {@code BUDGET_EXHAUSTED}
     * @param message one sentence for people
     */
    record NotMade(String cause, String message) implements Verdict {

        /** There was silence, and it was ours. */
        public static final NotMade OFFLINE =
                new NotMade("OFFLINE", "We are offline ourselves, which says nothing about the integration.");

        /** There was silence, and nobody could say whose. */
        public static final NotMade UNCLEAR = new NotMade(
                "UNCLEAR", "There was no answer, and nobody could be asked whether it is us who are cut off.");

        /** Whether it was made all the same, and met with silence. */
        public boolean isSilence() {
            return equals(OFFLINE) || equals(UNCLEAR);
        }
    }
}

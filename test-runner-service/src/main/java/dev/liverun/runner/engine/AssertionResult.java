package dev.liverun.runner.engine;

import org.jspecify.annotations.Nullable;

/**
 * An assertion after it was looked at (specification: TestResult.assertions).
 *
 * @param subject what was looked at, e.g. {@code jsonpath $.balance}
 * @param mismatch in which way it does not hold; null if it does
 */
public record AssertionResult(
        String step,
        String name,
        String subject,
        @Nullable Object expected,
        @Nullable Object actual,
        @Nullable Mismatch mismatch) {

    /** In which way an assertion does not hold; the rules for failure classes ask. */
    public enum Mismatch {
        /** It is there, and different. */
        VALUE,
        /** It is there, and of another type than can be compared. */
        TYPE,
        /** It is not there. */
        MISSING,
        /** The body is not what it would have to be: not JSON, cut off. */
        UNREADABLE,
        /** There was no answer to look at. */
        NO_ANSWER,
        /** The expectation itself cannot be worked out. */
        EXPECTATION
    }

    public boolean passed() {
        return mismatch == null;
    }
}

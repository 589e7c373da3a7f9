package dev.liverun.runner.engine.asserting;

import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An assertion after it was looked at (specification: TestResult.assertions).
 *
 * @param subject what was looked at, e.g. {@code jsonpath $.balance}
 * @param path where in the body; null for what has no place in it
 * @param mismatch in which way it does not hold; null if it does
 */
public record AssertionResult(
        String step,
        String name,
        String subject,
        @Nullable String path,
        Severity severity,
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

    static AssertionResult of(
            String step,
            Assertion assertion,
            @Nullable Object expected,
            @Nullable Object actual,
            @Nullable Mismatch mismatch) {
        return new AssertionResult(
                step,
                assertion.name(),
                assertion.subject().label(),
                assertion.subject().path().orElse(null),
                assertion.severity(),
                expected,
                actual,
                mismatch);
    }

    /** One that no document says. */
    public static AssertionResult implied(
            String step,
            String name,
            String subject,
            @Nullable Object expected,
            @Nullable Object actual,
            @Nullable Mismatch mismatch) {
        return new AssertionResult(step, name, subject, null, Severity.ERROR, expected, actual, mismatch);
    }

    public boolean passed() {
        return mismatch == null;
    }

    /** Whether it fails its step. */
    public boolean fails() {
        return mismatch != null && severity != Severity.WARNING;
    }
}

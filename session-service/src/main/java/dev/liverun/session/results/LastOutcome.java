package dev.liverun.session.results;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import org.jspecify.annotations.Nullable;

/** What became of a test on an integration when it ran last. */
public record LastOutcome(
        String testName,
        String integration,
        TestStatus status,
        @Nullable FailureClass failureClass) {

    public boolean failed() {
        return switch (status) {
            case FAILED, ERROR -> true;
            case PASSED, SKIPPED -> false;
        };
    }
}

package dev.liverun.runner.engine.settling;

import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What the outcome of a call says about the intent behind it. In doubt it is UNKNOWN: calling something undone that was
 * done is what costs money.
 */
public record Settlement(IntentOutcome outcome, String detail) {

    /** What can be said right after the call. */
    public static Settlement of(CallOutcome outcome) {
        if (outcome instanceof Answered answered) {
            return new Settlement(
                    ofStatus(answered.status(), earlierTryUnclear(outcome)), "status " + answered.status());
        }
        Failed failed = (Failed) outcome;
        return new Settlement(
                failed.mayHaveBeenReceived() ? IntentOutcome.UNKNOWN : IntentOutcome.NOT_DONE,
                failed.kind() + ": " + failed.message());
    }

    private static IntentOutcome ofStatus(int status, boolean unclear) {
        if (status >= 200 && status < 400) {
            return IntentOutcome.DONE;
        }
        // 408 and 5xx may come from something in between, after the service did it.
        boolean refused = status >= 400 && status < 500 && status != 408;
        return refused && !unclear ? IntentOutcome.NOT_DONE : IntentOutcome.UNKNOWN;
    }

    /** A refusal of a repeated request says nothing about the first one, if that may have been received. */
    private static boolean earlierTryUnclear(CallOutcome outcome) {
        var attempts = outcome.attempts();
        return attempts.stream().limit(Math.max(0, attempts.size() - 1)).anyMatch(attempt -> {
            @Nullable
            Integer status = attempt.status().isPresent() ? attempt.status().getAsInt() : null;
            return status == null ? !attempt.phase().beforeSending() : status >= 500 || status == 408;
        });
    }
}

package dev.liverun.health.schedule;

import dev.liverun.health.check.Verdict;
import dev.liverun.health.recording.FinishedCheck;
import java.util.UUID;

/** What became of a check that somebody asked for. */
public sealed interface Settlement {

    /** It was made and is written under this id. */
    record Made(UUID checkId) implements Settlement {}

    /** Nothing was sent. */
    record NotMade(String cause, String message) implements Settlement {}

    /** The endpoint changed meanwhile, or another replica took over: it says nothing any more. */
    record Overtaken() implements Settlement {}

    /** It is being checked at this moment, on somebody else's behalf. */
    record AlreadyRunning() implements Settlement {}

    static Settlement of(FinishedCheck check, boolean written) {
        if (!written) {
            return new Overtaken();
        }
        return check.verdict() instanceof Verdict.NotMade notMade
                ? new NotMade(notMade.cause(), notMade.message())
                : new Made(check.id());
    }
}

package dev.liverun.runner.runs;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.TooManyRequests;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.SessionStatus;
import java.time.Duration;
import java.util.UUID;

/** What can be wrong with a wish to run tests. */
public final class RunProblems {

    private RunProblems() {}

    /** 409: tests run in ACTIVE sessions only. */
    static final class SessionNotActive extends Conflict {
        private static final long serialVersionUID = 1L;

        SessionNotActive(SessionStatus status) {
            super(
                    "session-not-active",
                    "The session is not active",
                    "Tests run in ACTIVE sessions only; this one is " + status + ".");
            with("session_status", status);
        }
    }

    /** 409: it has ended already. */
    static final class RunHasEnded extends Conflict {
        private static final long serialVersionUID = 1L;

        RunHasEnded(UUID run, RunStatus status) {
            super("run-has-ended", "The run has ended", "The run " + run + " is " + status + " already.");
            with("run_status", status);
        }
    }

    /** 429: this replica has its hands full. */
    static TooManyRequests tooMany(int active) {
        return new TooManyRequests(
                active + " runs are being executed here, which is as many as are taken on at once.",
                Duration.ofSeconds(5));
    }
}

package dev.liverun.runner.runs;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.TooManyRequests;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.api.problem.Violation;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.SessionStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What can be wrong with a wish to run tests. */
final class RunProblems {

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

    /** 409: it was answered before, or its time is over. */
    static final class TooLateToAnswer extends Conflict {
        private static final long serialVersionUID = 1L;

        TooLateToAnswer() {
            super("too-late-to-answer", "Too late to answer", "It was answered before, or its time is over.");
        }
    }

    /** 409: a destructive run needs the confirmation of its dry run. */
    static final class ConfirmationRequired extends Conflict {
        private static final long serialVersionUID = 1L;

        ConfirmationRequired(List<String> destructive) {
            super(
                    "confirmation-required",
                    "Confirmation required",
                    "These workflows are destructive: " + String.join(", ", destructive)
                            + ". Look at the dry run (POST /sessions/{id}/runs/preview) and send its confirmation.");
            with("destructive", destructive);
        }
    }

    /** 409: something is not as the dry run showed it, or it was used before. */
    static final class ConfirmationStale extends Conflict {
        private static final long serialVersionUID = 1L;

        ConfirmationStale() {
            super(
                    "confirmation-stale",
                    "Confirmation stale",
                    "Something has changed since that dry run, or its confirmation was used already. Look again.");
        }
    }

    /** 429: this replica has its hands full. */
    static TooManyRequests tooMany(int active) {
        return new TooManyRequests(
                active + " runs are being executed here, which is as many as are taken on at once.",
                Duration.ofSeconds(5));
    }

    static UnknownReference unknown(String field, Object id) {
        return new UnknownReference(field, id);
    }

    static Invalid invalid(List<Violation> violations) {
        return new Invalid(violations);
    }
}

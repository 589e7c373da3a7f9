package dev.liverun.runner.planning;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.UnknownReference;
import java.util.List;

/** What can be wrong with a wish to run tests. */
public final class PlanProblems {

    private PlanProblems() {}

    /** 409: a destructive run needs the confirmation of its dry run. */
    public static final class ConfirmationRequired extends Conflict {
        private static final long serialVersionUID = 1L;

        public ConfirmationRequired(List<String> destructive) {
            super(
                    "confirmation-required",
                    "Confirmation required",
                    "These workflows are destructive: " + String.join(", ", destructive)
                            + ". Look at the dry run (POST /sessions/{id}/runs/preview) and send its confirmation.");
            with("destructive", destructive);
        }
    }

    /** 409: something is not as the dry run showed it, or it was used before. */
    public static final class ConfirmationStale extends Conflict {
        private static final long serialVersionUID = 1L;

        public ConfirmationStale() {
            super(
                    "confirmation-stale",
                    "Confirmation stale",
                    "Something has changed since that dry run, or its confirmation was used already. Look again.");
        }
    }

    static UnknownReference unknown(String field, Object id) {
        return new UnknownReference(field, id);
    }
}

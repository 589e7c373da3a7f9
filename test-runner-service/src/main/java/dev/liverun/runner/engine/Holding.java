package dev.liverun.runner.engine;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Lets executions stand still between two steps, as long as their session is paused. */
public interface Holding {

    /** Never. */
    Holding NONE = new Holding() {
        @Override
        public boolean wanted() {
            return false;
        }

        @Override
        public Uni<Void> stand(Position position, List<StepRecord> records) {
            return Uni.createFrom().voidItem();
        }
    };

    /** Whether the execution has to stand still before its next step. Answered from memory. */
    boolean wanted();

    /**
     * Saves where the execution stands, so that another process can take it from there, and completes when it may go on,
     * or is cancelled.
     *
     * @param records what was done since the execution began here
     */
    Uni<Void> stand(Position position, List<StepRecord> records);
}

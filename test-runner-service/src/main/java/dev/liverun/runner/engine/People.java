package dev.liverun.runner.engine;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who are asked. */
public interface People {

    /**
     * Asks, saves where the execution stands, and waits. The same question of an execution that was saved and is taken
     * from there is not asked again.
     *
     * @return the reply; empty if there was none in time, or the execution is cancelled
     */
    Uni<Optional<Reply>> ask(Question question, Position position, List<StepRecord> records);

    /**
     * A question.
     *
     * @param step the step's index in the execution
     * @param who the subject of whoever is asked; empty: any tester of the session
     */
    record Question(
            int step, String stepName, Optional<String> who, String text, List<String> choices, Duration within) {}

    /** What somebody said. */
    record Reply(String answer, @Nullable String note, String by, Instant askedAt, Instant answeredAt) {}
}

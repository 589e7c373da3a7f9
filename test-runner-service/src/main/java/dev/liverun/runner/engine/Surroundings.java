package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What an execution needs from outside. */
public record Surroundings(
        Calls calls, Intents intents, Pauses pauses, Cancellation cancellation, Clock clock, RandomGenerator random) {

    /** Calls the endpoint that the execution is for. Whatever the remote side does is an outcome, never a failure. */
    @FunctionalInterface
    public interface Calls {
        Uni<CallOutcome> call(OutgoingRequest request);
    }

    /** Completes after that time. */
    @FunctionalInterface
    public interface Pauses {
        Uni<Void> pause(Duration duration);
    }
}

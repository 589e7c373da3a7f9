package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.runner.engine.settling.Intents;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;

/** What an execution needs from outside. */
public record Surroundings(
        Calls calls,
        Intents intents,
        Pauses pauses,
        Holding holding,
        People people,
        Progress progress,
        Cancellation cancellation,
        Clock clock) {

    /** Is told which step begins. */
    @FunctionalInterface
    public interface Progress {
        void at(String step);
    }

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

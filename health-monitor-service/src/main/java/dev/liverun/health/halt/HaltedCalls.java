package dev.liverun.health.halt;

import dev.liverun.events.halt.HaltSwitch;
import dev.liverun.integrations.CallGate;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Target;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** The kill switch stops all calls to integrations but undo; our own people are still told of alarms. */
@ApplicationScoped
class HaltedCalls implements CallGate {

    private final HaltSwitch halt;

    HaltedCalls(HaltSwitch halt) {
        this.halt = halt;
    }

    void start(@Observes StartupEvent event) {
        halt.watch();
    }

    @Override
    public Optional<String> refusal(Target target, OutgoingRequest request) {
        return switch (request.purpose()) {
            case UNDO, NOTICE -> Optional.empty();
            case HEALTH_CHECK, TEST -> halt.refusal();
        };
    }
}

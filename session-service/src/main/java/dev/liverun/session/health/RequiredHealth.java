package dev.liverun.session.health;

import dev.liverun.events.contract.PauseCause;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.integrations.KnownEndpoint;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.state.SessionState;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides about the system's pause from all required integrations together, and from nothing but the present: however
 * often it is asked and in whatever order things happened, the answer is the same.
 */
final class RequiredHealth {

    /** What is to be done about a session. */
    enum Decision {
        /** Leave it as it is. */
        NOTHING,
        /** A required integration is down. */
        PAUSE,
        /** One of them is down while the session stands still for them: that is why. */
        EXPLAIN,
        /** All have recovered, and the session is to go on by itself. */
        RESUME,
        /** All have recovered: a person's decision to go on regardless has served its purpose. */
        END_WAIVER
    }

    private final List<KnownEndpoint> down;

    private RequiredHealth(List<KnownEndpoint> down) {
        this.down = down;
    }

    /** An integration of which nothing is known, or that is switched off, does not stop anybody. */
    static RequiredHealth of(SessionConfiguration configuration, List<KnownEndpoint> endpoints) {
        var required = configuration.requiredIntegrations();
        return new RequiredHealth(endpoints.stream()
                .filter(KnownEndpoint::inUse)
                .filter(KnownEndpoint::isDown)
                .filter(endpoint -> required.stream().anyMatch(scoped -> scoped.means(endpoint.id(), endpoint.name())))
                .toList());
    }

    Decision decide(Session session) {
        return decide(
                session.status(),
                session.pause()
                        .filter(pause -> pause.cause() == PauseCause.SYSTEM)
                        .isPresent(),
                session.pauseWaived(),
                session.configuration());
    }

    Decision decide(SessionState state, boolean pausedBySystem, boolean waived, SessionConfiguration configuration) {
        var needed = configuration.autoPause() && !down.isEmpty();
        return switch (state) {
            case ACTIVE ->
                needed && !waived ? Decision.PAUSE : waived && down.isEmpty() ? Decision.END_WAIVER : Decision.NOTHING;
            case PAUSED -> paused(pausedBySystem, needed, waived, configuration.autoResume());
            case CREATED, COMPLETED, FAILED -> Decision.NOTHING;
        };
    }

    private Decision paused(boolean bySystem, boolean needed, boolean waived, boolean autoResume) {
        if (bySystem && needed) {
            return Decision.EXPLAIN;
        }
        if (bySystem && autoResume) {
            return Decision.RESUME;
        }
        return waived && down.isEmpty() ? Decision.END_WAIVER : Decision.NOTHING;
    }

    /** Why the session is paused. */
    String reason() {
        return down.stream()
                .map(endpoint -> endpoint.name() + " is " + endpoint.status()
                        + (endpoint.reason() == null ? "" : " (" + endpoint.reason() + ")"))
                .collect(Collectors.joining("; ", "required: ", ""));
    }
}

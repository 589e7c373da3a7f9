package dev.liverun.session.sessions;

import dev.liverun.api.conditional.Versioned;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.session.lifecycle.Pause;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.state.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session, as callers see it.
 *
 * @param pauseDeadline when the pause fails the session
 * @param endReason what was given as the reason when it ended
 * @param activeMs how long it was ACTIVE, pauses excluded; without the time since {@code activeSince}
 * @param activeSince since when it is ACTIVE now; null when it is not
 * @param transitions what may be done now: {@code POST /sessions/{id}/<transition>}
 */
public record SessionResponse(
        UUID id,
        String name,
        @Nullable String description,
        SessionState status,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String testerId,
        Map<String, Object> configuration,
        List<Participant> participants,
        @Nullable PauseCause pauseCause,
        @Nullable String pauseReason,
        @Nullable Instant pausedAt,
        @Nullable Instant pauseDeadline,
        @Nullable String endReason,
        long activeMs,
        @Nullable Instant activeSince,
        long version,
        List<String> transitions)
        implements Versioned {

    public static SessionResponse of(Session session) {
        return new SessionResponse(
                session.id(),
                session.name(),
                session.description(),
                session.status(),
                session.createdAt(),
                session.startedAt(),
                session.endedAt(),
                session.testerId(),
                session.configurationValues(),
                session.participants().list(),
                session.pause().map(Pause::cause).orElse(null),
                session.pause().map(Pause::reason).orElse(null),
                session.pause().map(Pause::since).orElse(null),
                session.pause().map(Pause::deadline).orElse(null),
                session.endReason(),
                session.activeTime().millis(),
                session.activeTime().since(),
                session.version(),
                session.transitions().stream().map(Transition::apiName).toList());
    }
}

package dev.liverun.session.lifecycle;

import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.session.state.SessionState;

/** What a session's events carry of it. */
final class Snapshots {

    private Snapshots() {}

    /** @param version that the session has once its change is flushed */
    static SessionSnapshot of(Session session, long version) {
        return new SessionSnapshot(
                session.id(),
                session.name(),
                session.description(),
                published(session.status()),
                session.createdAt(),
                session.startedAt(),
                session.endedAt(),
                session.testerId(),
                session.participants().list(),
                session.configurationValues(),
                session.pause().map(Pause::cause).orElse(null),
                version);
    }

    private static SessionStatus published(SessionState state) {
        return switch (state) {
            case CREATED -> SessionStatus.CREATED;
            case ACTIVE -> SessionStatus.ACTIVE;
            case PAUSED -> SessionStatus.PAUSED;
            case COMPLETED -> SessionStatus.COMPLETED;
            case FAILED -> SessionStatus.FAILED;
        };
    }
}

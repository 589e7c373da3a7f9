package dev.liverun.events.contract;

import java.util.UUID;

/**
 * State events of a test session; each carries the whole session.
 */
public sealed interface SessionEvent extends EventPayload
        permits SessionCreated,
                SessionStarted,
                SessionPaused,
                SessionResumed,
                SessionCompleted,
                SessionFailed,
                SessionChanged,
                SessionPurged {

    /** The whole session as it is after the event. */
    SessionSnapshot session();

    @Override
    default UUID aggregateId() {
        return session().id();
    }
}

package dev.liverun.session.lifecycle;

import dev.liverun.events.contract.PauseCause;
import jakarta.persistence.Embeddable;

/**
 * What changes without the session changing: no version tells of it. Others write it too, always under the row's lock;
 * so does {@link Session}, which therefore must not be changed after others have written here in the same transaction.
 */
@Embeddable
class Marks {

    /** Where the last entry on the session's timeline stands. */
    private long lastPosition;

    /** Health, state or configuration changed since required integrations were last looked at together. */
    private boolean reviewDue;

    /** What is known of the ended session is not sealed. */
    private boolean sealDue;

    /** Also for Hibernate. */
    protected Marks() {}

    /** The session has changed: that stands on its timeline, and may matter to its pause and to its seal. */
    void changed(Session session) {
        lastPosition++;
        reviewDue |= switch (session.status()) {
            case ACTIVE -> session.configuration().autoPause();
            case PAUSED ->
                session.pause()
                        .filter(pause -> pause.cause() == PauseCause.SYSTEM)
                        .isPresent();
            case CREATED, COMPLETED, FAILED -> false;
        };
        sealDue |= session.status().isOver();
    }

    void reviewed() {
        reviewDue = false;
    }

    long lastPosition() {
        return lastPosition;
    }
}

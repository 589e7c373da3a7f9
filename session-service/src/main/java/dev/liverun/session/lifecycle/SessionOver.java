package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.Conflict;
import dev.liverun.session.state.SessionState;
import java.util.UUID;

/** 409: a session that has ended stays as it is. */
public class SessionOver extends Conflict {

    SessionOver(UUID id, SessionState status) {
        super("session-over", "The session has ended", "Session " + id + " is " + status + " and stays as it is.");
        with("session_status", status.name());
    }
}

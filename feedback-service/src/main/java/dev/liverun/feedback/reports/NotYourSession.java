package dev.liverun.feedback.reports;

import dev.liverun.api.problem.Forbidden;
import java.util.UUID;

/** 403: only who takes part in a session may report in it. */
public final class NotYourSession extends Forbidden {

    private static final long serialVersionUID = 1L;

    public NotYourSession(UUID sessionId) {
        super("You do not take part in session " + sessionId
                + " as TESTER or COMMENTER: ask its tester to add you to the participants.");
    }
}

package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.Forbidden;
import java.util.UUID;

/** 403: a tester changes only sessions in which they take part. */
public class NotYourSession extends Forbidden {

    NotYourSession(UUID id, String needed) {
        super("not-your-session", "Not your session", "You do not take part in session " + id + " as " + needed + ".");
    }
}

package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.Conflict;

/** 409: the tester has an ACTIVE session already (specification: TestSession, validation rules). */
public class SecondActiveSession extends Conflict {

    SecondActiveSession() {
        super(
                "second-active-session",
                "Another session is active",
                "This tester has an ACTIVE session already. Pause or end it first.");
    }
}

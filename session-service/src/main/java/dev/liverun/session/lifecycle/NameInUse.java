package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Violation;
import java.util.List;

/** 409: a session that has not ended bears this name already (specification: TestSession, validation rules). */
public class NameInUse extends Conflict {

    NameInUse() {
        super("name-in-use", "The name is in use", "A session that has not ended bears this name already.");
        with("violations", List.of(new Violation("name", "is borne by another session that has not ended")));
    }
}

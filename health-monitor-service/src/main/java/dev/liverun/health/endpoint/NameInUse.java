package dev.liverun.health.endpoint;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Violation;
import java.util.List;

/** 409: another endpoint has this name. */
final class NameInUse extends Conflict {
    NameInUse() {
        super("name-in-use", "Name in use", "Another integration has this name. Upper and lower case do not differ.");
        with("violations", List.of(new Violation("name", "is in use")));
    }
}

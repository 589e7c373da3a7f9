package dev.liverun.api.notes;

import dev.liverun.api.problem.Conflict;
import java.util.List;

final class AlreadyClosed extends Conflict {

    AlreadyClosed() {
        super("illegal-transition", "Illegal transition", "A CLOSED note cannot be closed.");
        with("legal_transitions", List.of());
    }
}

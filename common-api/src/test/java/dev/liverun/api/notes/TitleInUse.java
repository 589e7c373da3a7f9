package dev.liverun.api.notes;

import dev.liverun.api.problem.Conflict;

final class TitleInUse extends Conflict {

    TitleInUse() {
        super("title-in-use", "Title in use", "Another note has this title.");
    }
}

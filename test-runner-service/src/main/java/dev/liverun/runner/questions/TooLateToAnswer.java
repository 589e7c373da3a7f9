package dev.liverun.runner.questions;

import dev.liverun.api.problem.Conflict;

/** 409: it was answered before, or its time is over. */
final class TooLateToAnswer extends Conflict {
    private static final long serialVersionUID = 1L;

    TooLateToAnswer() {
        super("too-late-to-answer", "Too late to answer", "It was answered before, or its time is over.");
    }
}

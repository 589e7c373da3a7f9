package dev.liverun.feedback.search;

/** In which order reports are listed. */
public enum FeedbackSort {
    /** As they should be worked on: by status, the most urgent, the oldest. */
    QUEUE,
    NEWEST,
    /** Those that are not resolved, by when they are to be. */
    DUE
}

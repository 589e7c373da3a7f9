package dev.liverun.feedback.github;

import org.jspecify.annotations.Nullable;

/**
 * An issue as it is on GitHub.
 *
 * @param notPlanned closed as not planned or as a duplicate
 */
record Issue(int number, String url, String title, @Nullable String body, boolean open, boolean notPlanned) {}

package dev.liverun.feedback.github;

import org.jspecify.annotations.Nullable;

/**
 * An issue as it is on GitHub.
 *
 * @param author the login of who opened it; empty for an account that is gone
 * @param notPlanned closed as not planned or as a duplicate
 */
record Issue(
        int number,
        String url,
        String author,
        String title,
        @Nullable String body,
        boolean open,
        boolean notPlanned) {}

package dev.liverun.runner.results;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The report that tells of this failure, or of the same test failing on the same endpoint before.
 *
 * @param githubIssueNumber null as long as it has no issue on GitHub
 */
public record KnownIssue(
        UUID feedbackId,
        String title,
        String status,
        @Nullable Integer githubIssueNumber,
        @Nullable String githubIssueUrl) {}

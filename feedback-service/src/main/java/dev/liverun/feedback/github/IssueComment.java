package dev.liverun.feedback.github;

import java.time.Instant;

/** A comment on an issue, as GitHub shows it. */
record IssueComment(long id, String author, String body, Instant createdAt, Instant updatedAt) {}

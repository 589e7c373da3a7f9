package dev.liverun.feedback.github.client;

import java.time.Instant;

/** A comment on an issue, as GitHub shows it. */
public record IssueComment(long id, String author, String body, Instant createdAt, Instant updatedAt) {}

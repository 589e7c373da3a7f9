package dev.liverun.feedback.comments;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a report. Its origin is where it is changed and taken back; the other side follows.
 *
 * @param author a subject here, a login on GitHub
 * @param githubCommentId the same comment on GitHub, once it is there
 */
public record Comment(
        UUID id,
        UUID feedbackId,
        String author,
        String body,
        Instant createdAt,
        @Nullable Instant editedAt,
        Origin origin,
        @Nullable Long githubCommentId) {

    /** Where it was written. */
    public enum Origin {
        LIVERUN,
        GITHUB
    }

    static final String COLUMNS = "id, feedback_id, author, body, created_at, edited_at, origin, github_comment_id";

    static Comment of(Row row) {
        OffsetDateTime editedAt = row.getOffsetDateTime("edited_at");
        return new Comment(
                row.getUUID("id"),
                row.getUUID("feedback_id"),
                row.getString("author"),
                row.getString("body"),
                row.getOffsetDateTime("created_at").toInstant(),
                editedAt == null ? null : editedAt.toInstant(),
                Origin.valueOf(row.getString("origin")),
                row.getLong("github_comment_id"));
    }
}

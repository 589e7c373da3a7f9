package dev.liverun.session.feedback;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the view of feedback. */
@ApplicationScoped
public class FeedbackRepository {

    private static final String OF_SESSION = """
            select id, endpoint_id, result_id, title, category, priority, status, reported_by, reported_at, resolved_at,
                   attachment_count, github_issue_number, github_issue_url
              from session_feedback
             where session_id = $1 and not withdrawn
             order by priority_rank desc, id
            """;

    private final Pool pool;

    FeedbackRepository(Pool pool) {
        this.pool = pool;
    }

    /** Most urgent first; what was withdrawn is left out. */
    public Uni<List<SessionFeedback>> of(UUID sessionId) {
        return of(pool, sessionId);
    }

    /** The same over {@code client}, such as a transaction that sees everything at one moment. */
    public Uni<List<SessionFeedback>> of(SqlClient client, UUID sessionId) {
        return client.preparedQuery(OF_SESSION).execute(Tuple.of(sessionId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(FeedbackRepository::read)
                .toList());
    }

    private static SessionFeedback read(Row row) {
        var status = FeedbackStatus.valueOf(row.getString("status"));
        var resolvedAt = row.getOffsetDateTime("resolved_at");
        return new SessionFeedback(
                row.getUUID("id"),
                row.getUUID("endpoint_id"),
                row.getUUID("result_id"),
                row.getString("title"),
                FeedbackCategory.valueOf(row.getString("category")),
                FeedbackPriority.valueOf(row.getString("priority")),
                status,
                row.getString("reported_by"),
                row.getOffsetDateTime("reported_at").toInstant(),
                resolvedAt == null ? null : resolvedAt.toInstant(),
                row.getInteger("attachment_count"),
                issue(row, status));
    }

    private static SessionFeedback.@Nullable Issue issue(Row row, FeedbackStatus status) {
        var number = row.getInteger("github_issue_number");
        if (number == null) {
            return null;
        }
        return new SessionFeedback.Issue(
                number,
                row.getString("github_issue_url"),
                switch (status) {
                    case OPEN, IN_PROGRESS -> "open";
                    case RESOLVED, CLOSED -> "closed";
                });
    }
}

package dev.liverun.feedback.comments;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.reports.ReportObserver;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What people say about reports here. The count stands in the report's row; its version does not change. */
@ApplicationScoped
class Comments {

    private static final String LIST = "select " + Comment.COLUMNS + """
              from feedback_comments
             where feedback_id = $1 and deleted_at is null and ($2::timestamptz is null or (created_at, id) > ($2, $3))
             order by created_at, id limit $4
            """;

    private static final String EXISTS = "select 1 from feedback_reports where id = $1";

    private static final String ADD = """
            with counted as (
                update feedback_reports set comment_count = comment_count + 1
                 where id = $2 and withdrawn_at is null returning id
            )
            insert into feedback_comments (id, feedback_id, author, body, created_at, origin, dirty)
            select $1, counted.id, $3, $4, $5, 'LIVERUN', true from counted
            returning
            """ + " " + Comment.COLUMNS;

    private static final String HOLD = "select " + Comment.COLUMNS
            + " from feedback_comments where id = $1 and feedback_id = $2 and deleted_at is null for update";

    private static final String EDIT =
            "update feedback_comments set body = $2, edited_at = $3, dirty = true where id = $1 returning "
                    + Comment.COLUMNS;

    private static final String DELETE = """
            with deleted as (
                update feedback_comments set deleted_at = $2, dirty = true where id = $1 returning feedback_id
            )
            update feedback_reports report set comment_count = comment_count - 1 from deleted
             where report.id = deleted.feedback_id
            """;

    private final Pool pool;
    private final Transactions transactions;
    private final ReportObserver observer;
    private final Audit audit;
    private final Timing timing;

    Comments(Pool pool, Transactions transactions, ReportObserver observer, Audit audit, Timing timing) {
        this.pool = pool;
        this.transactions = transactions;
        this.observer = observer;
        this.audit = audit;
        this.timing = timing;
    }

    /** Fails with {@link NotFound} where there is no report. */
    Uni<List<Comment>> of(UUID feedbackId, PageRequest page) {
        var cursor = page.cursor();
        return pool.preparedQuery(EXISTS)
                .execute(Tuple.of(feedbackId))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new NotFound("feedback", feedbackId);
                    }
                })
                .chain(() -> pool.preparedQuery(LIST)
                        .execute(Tuple.of(
                                feedbackId,
                                cursor == null ? null : cursor.instant(0).atOffset(ZoneOffset.UTC),
                                cursor == null ? null : cursor.uuid(1),
                                page.rows())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Comment::of)
                        .toList());
    }

    Uni<Comment> add(UUID feedbackId, String body, Caller author, SqlConnection transaction) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(
                        Ids.next(),
                        feedbackId,
                        author.subject(),
                        body,
                        timing.now().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new Conflict("withdrawn", "Withdrawn", "This report was withdrawn: restore it first.");
                    }
                    return Comment.of(rows.iterator().next());
                })
                .call(comment -> told(comment, author, "feedback.commented", transaction));
    }

    Uni<Comment> edit(UUID feedbackId, UUID id, String body, Caller caller) {
        return transactions.onConnection(transaction -> hold(feedbackId, id, transaction)
                .invoke(comment -> {
                    if (!caller.is(comment.author())) {
                        throw new Forbidden("Only who said it can say it differently.");
                    }
                })
                .chain(() -> transaction
                        .preparedQuery(EDIT)
                        .execute(Tuple.of(id, body, timing.now().atOffset(ZoneOffset.UTC))))
                .map(rows -> Comment.of(rows.iterator().next()))
                .call(comment -> told(comment, caller, "feedback.comment-edited", transaction)));
    }

    Uni<Comment> delete(UUID feedbackId, UUID id, Caller caller) {
        return transactions.onConnection(transaction -> hold(feedbackId, id, transaction)
                .invoke(comment -> {
                    if (!caller.is(comment.author()) && !caller.has(Roles.OPERATOR)) {
                        throw new Forbidden("Only who said it and operators can take it back.");
                    }
                })
                .call(() -> transaction
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(id, timing.now().atOffset(ZoneOffset.UTC))))
                .call(comment -> told(comment, caller, "feedback.comment-deleted", transaction)));
    }

    private static Uni<Comment> hold(UUID feedbackId, UUID id, SqlConnection transaction) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(id, feedbackId))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new NotFound("comment", id);
                    }
                    return Comment.of(rows.iterator().next());
                })
                .invoke(comment -> {
                    if (comment.origin() == Comment.Origin.GITHUB) {
                        throw new Conflict(
                                "written-on-github",
                                "Written on GitHub",
                                "It was said on GitHub: change it there, and it is changed here, too.");
                    }
                });
    }

    private Uni<Void> told(Comment comment, Caller caller, String action, SqlConnection transaction) {
        return audit.record(
                        transaction,
                        AuditEntry.by(caller, action, "feedback", comment.feedbackId())
                                .with("comment_id", comment.id()))
                .chain(() -> observer.commented(comment.feedbackId(), transaction));
    }
}

package dev.liverun.feedback.comments;

import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Comments as they go out to GitHub and come in from there. */
@ApplicationScoped
public class SyncedComments {

    /** One of ours that GitHub is to have, or has. */
    public record Outgoing(
            UUID id,
            String author,
            String body,
            boolean deleted,
            @Nullable Long githubId,
            @Nullable Instant sentAt,
            boolean dirty) {}

    /** One that was written on GitHub. */
    public record Incoming(long githubId, String author, String body, Instant createdAt, Instant updatedAt) {}

    private static final String OUTGOING = """
            select id, author, body, deleted_at is not null as deleted, github_comment_id, sent_at, dirty
              from feedback_comments
             where feedback_id = $1 and origin = 'LIVERUN'
               and (dirty or (github_comment_id is not null and deleted_at is null))
             order by created_at, id
            """;

    private static final String SENT = "update feedback_comments set sent_at = $2 where id = $1";

    private static final String KNOWN =
            "update feedback_comments set github_comment_id = $2, dirty = dirty and body <> $3 where id = $1";

    private static final String FOUND = "update feedback_comments set github_comment_id = $2 where id = $1";

    private static final String BROUGHT =
            "update feedback_comments set dirty = false where id = $1 and (body = $2 or deleted_at is not null)";

    private static final String RECEIVE = """
            insert into feedback_comments as known (
                   id, feedback_id, author, body, created_at, edited_at, origin, github_comment_id, dirty)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
                   $7::text[], $8::bigint[], $9::boolean[])
            on conflict (feedback_id, github_comment_id) where github_comment_id is not null do update
               set body = excluded.body, edited_at = excluded.edited_at, deleted_at = null
             where known.origin = 'GITHUB' and (known.body <> excluded.body or known.deleted_at is not null)
            """;

    // Listings lag: what was sent just now need not be in them.
    private static final String GONE = """
            update feedback_comments set deleted_at = $3, dirty = false
             where feedback_id = $1 and github_comment_id is not null and not github_comment_id = any($2)
               and deleted_at is null and coalesce(sent_at, created_at) < $4
            """;

    private static final String COUNT = """
            update feedback_reports report set comment_count = counted.comments
              from (select count(*) as comments from feedback_comments
                     where feedback_id = $1 and deleted_at is null) counted
             where report.id = $1 and report.comment_count <> counted.comments
            """;

    private final Pool pool;
    private final Transactions transactions;
    private final Timing timing;

    SyncedComments(Pool pool, Transactions transactions, Timing timing) {
        this.pool = pool;
        this.transactions = transactions;
        this.timing = timing;
    }

    /** Those that GitHub has or is to have, the oldest first. */
    public Uni<List<Outgoing>> outgoing(UUID feedbackId) {
        return pool.preparedQuery(OUTGOING).execute(Tuple.of(feedbackId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(SyncedComments::outgoing)
                .toList());
    }

    /** From now on GitHub may have it. */
    public Uni<Void> sending(UUID id) {
        return pool.preparedQuery(SENT)
                .execute(Tuple.of(id, timing.now().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** GitHub has it, with this body. */
    public Uni<Void> sent(UUID id, long githubId, String body) {
        return pool.preparedQuery(KNOWN).execute(Tuple.of(id, githubId, body)).replaceWithVoid();
    }

    /** GitHub has it, in whatever form. */
    public Uni<Void> found(UUID id, long githubId) {
        return pool.preparedQuery(FOUND).execute(Tuple.of(id, githubId)).replaceWithVoid();
    }

    /** GitHub has this body now, or no comment any more. */
    public Uni<Void> brought(UUID id, String body) {
        return pool.preparedQuery(BROUGHT).execute(Tuple.of(id, body)).replaceWithVoid();
    }

    /**
     * All that GitHub lists, but ours; and the ids of all. What is not listed any more was taken back there.
     *
     * @param listedBefore what was written since then may be missing
     */
    public Uni<Void> received(UUID feedbackId, List<Incoming> incoming, List<Long> listed, Instant listedBefore) {
        return transactions.onConnection(transaction -> transaction
                .preparedQuery(RECEIVE)
                .execute(rows(feedbackId, incoming))
                .chain(() -> transaction
                        .preparedQuery(GONE)
                        .execute(Tuple.of(
                                feedbackId,
                                listed.toArray(Long[]::new),
                                timing.now().atOffset(ZoneOffset.UTC),
                                listedBefore.atOffset(ZoneOffset.UTC))))
                .chain(() -> transaction.preparedQuery(COUNT).execute(Tuple.of(feedbackId)))
                .replaceWithVoid());
    }

    private static Tuple rows(UUID feedbackId, List<Incoming> incoming) {
        return Tuple.tuple()
                .addValue(incoming.stream().map(comment -> Ids.next()).toArray(UUID[]::new))
                .addValue(incoming.stream().map(comment -> feedbackId).toArray(UUID[]::new))
                .addValue(incoming.stream().map(Incoming::author).toArray(String[]::new))
                .addValue(incoming.stream().map(Incoming::body).toArray(String[]::new))
                .addValue(incoming.stream()
                        .map(comment -> comment.createdAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addValue(incoming.stream()
                        .map(comment -> comment.updatedAt().isAfter(comment.createdAt())
                                ? comment.updatedAt().atOffset(ZoneOffset.UTC)
                                : null)
                        .toArray(OffsetDateTime[]::new))
                .addValue(incoming.stream().map(comment -> "GITHUB").toArray(String[]::new))
                .addValue(incoming.stream().map(Incoming::githubId).toArray(Long[]::new))
                .addValue(incoming.stream().map(comment -> false).toArray(Boolean[]::new));
    }

    private static Outgoing outgoing(Row row) {
        var sentAt = row.getOffsetDateTime("sent_at");
        return new Outgoing(
                row.getUUID("id"),
                row.getString("author"),
                row.getString("body"),
                row.getBoolean("deleted"),
                row.getLong("github_comment_id"),
                sentAt == null ? null : sentAt.toInstant(),
                row.getBoolean("dirty"));
    }
}

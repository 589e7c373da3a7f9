package dev.liverun.feedback.github;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code github_links}, as a queue: what is due is claimed by one replica at a time. */
@ApplicationScoped
class LinkQueue {

    /**
     * @param epoch this claim; whoever holds a later one has taken over
     * @param state as it was before the claim; a PENDING one is SENDING now
     */
    record Claimed(
            UUID feedbackId,
            String repository,
            LinkState state,
            @Nullable Integer issueNumber,
            long epoch,
            int attempts,
            Instant sentAt,
            @Nullable String syncedTitle,
            @Nullable Boolean syncedOpen) {}

    /** What people see of a link. */
    record Shown(
            LinkState state,
            String repository,
            @Nullable String reason,
            @Nullable String conflict,
            @Nullable Integer issueNumber) {}

    /**
     * The most urgent due link. A new issue needs a slot in its repository's pace, taken in the same statement: where there
     * is none, the link waits for it. A SENDING link whose holder is gone may have been created.
     */
    private static final String CLAIM = """
            with due as (
                select link.feedback_id, link.state, repository.name
                  from github_links link
                  join feedback_reports report on report.id = link.feedback_id
                  join github_repositories repository on repository.name = link.repository
                 where link.due_at <= now() and (link.leased_until is null or link.leased_until < now())
                   and (link.state <> 'PENDING' or repository.next_write_at <= now())
                   and (repository.paused_until is null or repository.paused_until <= now())
                 order by report.priority desc, link.due_at
                 limit 1
                   for update of link skip locked
            ), slot as (
                update github_repositories repository
                   set next_write_at = now() + $1 * interval '1 millisecond'
                  from due
                 where due.state = 'PENDING' and repository.name = due.name and repository.next_write_at <= now()
                returning repository.name
            )
            update github_links link
               set state = case link.state when 'PENDING' then 'SENDING' when 'SENDING' then 'UNKNOWN' else link.state end,
                   sent_at = case link.state when 'PENDING' then now() else coalesce(link.sent_at, now()) end,
                   leased_until = now() + interval '60 seconds', epoch = link.epoch + 1, attempts = link.attempts + 1,
                   dirty = false
              from due
             where link.feedback_id = due.feedback_id
               and (due.state <> 'PENDING' or exists (select from slot))
            returning link.feedback_id, link.repository, due.state, link.issue_number, link.epoch, link.attempts,
                      link.sent_at, link.synced_title, link.synced_open
            """;

    private static final String LATER = """
            update github_links
               set state = $3, reason = $4, leased_until = null, due_at = now() + $5 * interval '1 millisecond'
             where feedback_id = $1 and epoch = $2
            """;

    private static final String REST = """
            update github_links
               set state = $3, reason = $4, leased_until = null, due_at = null
             where feedback_id = $1 and epoch = $2
            """;

    private static final String PAUSE = """
            update github_repositories
               set paused_until = greatest(paused_until, now() + $2 * interval '1 millisecond')
             where name = $1
            """;

    private static final String WROTE = """
            update github_repositories
               set next_write_at = greatest(next_write_at, now() + $2 * interval '1 millisecond')
             where name = $1
            """;

    private static final String SYNCED = """
            update github_links
               set state = 'LINKED', reason = null, conflict = coalesce($3, conflict), synced_title = $4, synced_open = $5, leased_until = null,
                   attempts = 0, due_at = case when dirty then now() end
             where feedback_id = $1 and epoch = $2
            """;

    private static final String DIRTY = """
            update github_links set dirty = true, due_at = now()
             where repository = $1 and issue_number = $2 and state = 'LINKED'
            """;

    /** Only where GitHub's side differs from what was agreed on: our own echo does not. */
    private static final String DRIFTED = """
            update github_links link set dirty = true, due_at = now()
              from unnest($2::integer[], $3::text[], $4::boolean[]) as seen (number, title, open)
             where link.repository = $1 and link.issue_number = seen.number and link.state = 'LINKED'
               and (link.synced_title, link.synced_open) is distinct from (seen.title, seen.open)
            """;

    private static final String RETRY = """
            update github_links
               set due_at = now(), dirty = true, attempts = 0, conflict = null,
                   state = case state when 'FAILED' then 'PENDING' else state end
             where feedback_id = $1 and state <> 'DETACHED'
            """;

    private static final String SHOW =
            "select state, repository, reason, conflict, issue_number from github_links where feedback_id = $1";

    private static final String LINKED_ISSUE =
            "select issue_number from github_links where feedback_id = $1 and repository = $2 and state = 'LINKED'";

    private final Pool pool;

    LinkQueue(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Claimed>> claim(Duration betweenWrites) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of((double) betweenWrites.toMillis()))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(claimed(row.next())) : Optional.empty();
                });
    }

    /** To be looked at again after {@code wait}. */
    Uni<Void> later(Claimed link, LinkState state, @Nullable String reason, Duration wait) {
        return pool.preparedQuery(LATER)
                .execute(Tuple.tuple()
                        .addValue(link.feedbackId())
                        .addValue(link.epoch())
                        .addValue(state.name())
                        .addValue(reason)
                        .addValue((double) wait.toMillis()))
                .replaceWithVoid();
    }

    /** Nothing of this repository is claimed for {@code wait}, in any replica. */
    Uni<Void> pause(String repository, Duration wait) {
        return pool.preparedQuery(PAUSE)
                .execute(Tuple.of(repository, (double) wait.toMillis()))
                .replaceWithVoid();
    }

    /** Something was written there just now; the next creation waits. */
    Uni<Void> wrote(String repository, Duration betweenWrites) {
        return pool.preparedQuery(WROTE)
                .execute(Tuple.of(repository, (double) betweenWrites.toMillis()))
                .replaceWithVoid();
    }

    /** Nothing more to do until somebody asks for it. */
    Uni<Void> rest(Claimed link, LinkState state, @Nullable String reason) {
        return pool.preparedQuery(REST)
                .execute(Tuple.of(link.feedbackId(), link.epoch(), state.name(), reason))
                .replaceWithVoid();
    }

    /**
     * Both sides agree on this now.
     *
     * @param title as it is on GitHub
     * @param conflict shown until somebody asks for another synchronisation
     */
    Uni<Void> synced(Claimed link, String title, boolean open, @Nullable String conflict) {
        return pool.preparedQuery(SYNCED)
                .execute(Tuple.of(link.feedbackId(), link.epoch(), conflict, title, open))
                .replaceWithVoid();
    }

    /** GitHub told that this issue changed. */
    Uni<Void> changedOnGitHub(SqlClient client, String repository, int issueNumber) {
        return client.preparedQuery(DIRTY)
                .execute(Tuple.of(repository, issueNumber))
                .replaceWithVoid();
    }

    /** Of these issues, those that are not as was agreed are looked at; returns how many. */
    Uni<Integer> drifted(String repository, List<Issue> seen) {
        return pool.preparedQuery(DRIFTED)
                .execute(Tuple.of(
                        repository,
                        seen.stream().map(Issue::number).toArray(Integer[]::new),
                        seen.stream().map(Issue::title).toArray(String[]::new),
                        seen.stream().map(Issue::open).toArray(Boolean[]::new)))
                .map(RowSet::rowCount);
    }

    /** Has it looked at now; a failed one is tried again, and a conflict counts as seen. */
    Uni<Void> retry(UUID feedbackId) {
        return pool.preparedQuery(RETRY).execute(Tuple.of(feedbackId)).replaceWithVoid();
    }

    Uni<Optional<Shown>> show(UUID feedbackId) {
        return pool.preparedQuery(SHOW).execute(Tuple.of(feedbackId)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(shown(row.next())) : Optional.empty();
        });
    }

    /** The issue in this repository that the report is linked to. */
    Uni<Optional<Integer>> linkedIssue(UUID feedbackId, String repository) {
        return pool.preparedQuery(LINKED_ISSUE)
                .execute(Tuple.of(feedbackId, repository))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(row.next().getInteger(0)) : Optional.empty();
                });
    }

    private static Claimed claimed(Row row) {
        OffsetDateTime sentAt = row.getOffsetDateTime("sent_at");
        return new Claimed(
                row.getUUID("feedback_id"),
                row.getString("repository"),
                LinkState.valueOf(row.getString("state")),
                row.getInteger("issue_number"),
                row.getLong("epoch"),
                row.getInteger("attempts"),
                sentAt.toInstant(),
                row.getString("synced_title"),
                row.getBoolean("synced_open"));
    }

    private static Shown shown(Row row) {
        return new Shown(
                LinkState.valueOf(row.getString("state")),
                row.getString("repository"),
                row.getString("reason"),
                row.getString("conflict"),
                row.getInteger("issue_number"));
    }
}

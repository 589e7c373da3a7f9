package dev.liverun.feedback.github.links;

import dev.liverun.feedback.github.client.Issue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code github_links}, as those see it who do not work on a link: what is known, and what is to be done. */
@ApplicationScoped
public class LinkTable {

    /** What people see of a link. */
    public record Shown(
            LinkState state,
            String repository,
            @Nullable String reason,
            @Nullable Integer issueNumber,
            @Nullable JsonArray held,
            @Nullable OffsetDateTime behindSince) {}

    private static final String TO_DO =
            "dirty = true, due_at = least(due_at, $1), behind_since = coalesce(behind_since, $1)";

    private static final String CHANGED_THERE =
            "update github_links set " + TO_DO + " where repository = $2 and issue_number = $3 and state = 'LINKED'";

    private static final String ALL_CHANGED_THERE =
            "update github_links set " + TO_DO + " where repository = $2 and state = 'LINKED'";

    /** Only where GitHub may have changed it since we looked, as {@link LinkQueue#synced} tells. */
    private static final String DRIFTED = "update github_links link set " + TO_DO + """
              from unnest($3::integer[], $4::timestamptz[]) as listed (number, updated_at)
             where link.repository = $2 and link.issue_number = listed.number and link.state = 'LINKED'
               and (link.seen_at is null or listed.updated_at > link.seen_at)
            """;

    private static final String RETRY = """
            update github_links
               set due_at = $1, dirty = true, attempts = 0, behind_since = coalesce(behind_since, $1),
                   state = case state when 'FAILED' then 'PENDING' when 'DETACHED' then 'LINKED' else state end
             where feedback_id = $2
            """;

    private static final String RETRY_REFUSED = """
            update github_links
               set due_at = $1, dirty = true, attempts = 0, behind_since = coalesce(behind_since, $1), state = 'PENDING'
             where state = 'FAILED' and issue_number is null
            """;

    private static final String RENAME = "update github_links set repository = $2 where repository = $1";

    private static final String RENAME_REPOSITORY =
            "with known as (insert into github_repositories (name) values ($2) on conflict do nothing)"
                    + " delete from github_repositories where name = $1";

    private static final String SHOW = """
            select state, repository, reason, issue_number, held, behind_since from github_links where feedback_id = $1
            """;

    private static final String LINKED_ISSUE =
            "select issue_number from github_links where feedback_id = $1 and repository = $2 and state = 'LINKED'";

    private final Pool pool;
    private final Clock clock;

    LinkTable(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** GitHub told that this issue changed. */
    public Uni<Void> changedThere(SqlClient client, String repository, int issueNumber) {
        return client.preparedQuery(CHANGED_THERE)
                .execute(Tuple.of(now(), repository, issueNumber))
                .replaceWithVoid();
    }

    /** GitHub told of something that may concern every issue of the repository. */
    public Uni<Void> changedThere(SqlClient client, String repository) {
        return client.preparedQuery(ALL_CHANGED_THERE)
                .execute(Tuple.of(now(), repository))
                .replaceWithVoid();
    }

    /** The repository has another name now. */
    public Uni<Void> renamed(SqlClient client, String from, String to) {
        return client.preparedQuery(RENAME)
                .execute(Tuple.of(from, to))
                .chain(() -> client.preparedQuery(RENAME_REPOSITORY).execute(Tuple.of(from, to)))
                .replaceWithVoid();
    }

    /** Of these issues, those that changed since we looked are looked at; returns how many. */
    public Uni<Integer> drifted(String repository, List<Issue> listed) {
        return pool.preparedQuery(DRIFTED)
                .execute(Tuple.of(
                        now(),
                        repository,
                        listed.stream().map(Issue::number).toArray(Integer[]::new),
                        listed.stream()
                                .map(issue -> issue.updatedAt() == null
                                        ? now()
                                        : issue.updatedAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .map(RowSet::rowCount);
    }

    /** Has it looked at now; a failed one is tried again. */
    public Uni<Void> retry(UUID feedbackId) {
        return pool.preparedQuery(RETRY).execute(Tuple.of(now(), feedbackId)).replaceWithVoid();
    }

    /** Has everything tried again that was refused. */
    public Uni<Void> retryRefused(SqlClient client) {
        return client.preparedQuery(RETRY_REFUSED).execute(Tuple.of(now())).replaceWithVoid();
    }

    /** Has every issue of the repository looked at; returns how many. */
    public Uni<Integer> resync(String repository) {
        return pool.preparedQuery(ALL_CHANGED_THERE)
                .execute(Tuple.of(now(), repository))
                .map(RowSet::rowCount);
    }

    public Uni<Optional<Shown>> show(UUID feedbackId) {
        return pool.preparedQuery(SHOW).execute(Tuple.of(feedbackId)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(shown(row.next())) : Optional.empty();
        });
    }

    /** The issue in this repository that the report is linked to. */
    public Uni<Optional<Integer>> linkedIssue(UUID feedbackId, String repository) {
        return pool.preparedQuery(LINKED_ISSUE)
                .execute(Tuple.of(feedbackId, repository))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(row.next().getInteger(0)) : Optional.empty();
                });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Shown shown(Row row) {
        return new Shown(
                LinkState.valueOf(row.getString("state")),
                row.getString("repository"),
                row.getString("reason"),
                row.getInteger("issue_number"),
                row.getJsonArray("held"),
                row.getOffsetDateTime("behind_since"));
    }
}

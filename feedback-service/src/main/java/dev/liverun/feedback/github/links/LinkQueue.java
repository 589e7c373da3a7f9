package dev.liverun.feedback.github.links;

import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.text.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code github_links}, as a queue: what is due is claimed by one replica at a time. */
@ApplicationScoped
public class LinkQueue {

    /**
     * The most urgent due link. A new issue needs a slot in GitHub's pace, taken in the same statement: where there is
     * none, those that wait for it are not even looked at. A SENDING link whose holder is gone may have been created.
     */
    private static final String CLAIM = """
            with pace as (
                select next_write_at <= $1
                       and (select count(*) from github_writes where at > $1 - interval '1 minute') < $3
                       and (select count(*) from github_writes where at > $1 - interval '1 hour') < $4 as free,
                       paused_until is not null and paused_until > $1 as paused
                  from github_pace
            ), pending as (
                select feedback_id, state, priority, due_at from github_links
                 where state = 'PENDING' and due_at is not null and due_at <= $1
                   and (leased_until is null or leased_until <= $1)
                   and (select free and not paused from pace)
                 order by priority desc, due_at limit 1
                   for update skip locked
            ), other as (
                select feedback_id, state, priority, due_at from github_links
                 where state <> 'PENDING' and due_at is not null and due_at <= $1
                   and (leased_until is null or leased_until <= $1)
                   and (select not paused from pace)
                 order by priority desc, due_at limit 1
                   for update skip locked
            ), due as (
                select feedback_id, state from (select * from pending union all select * from other) either
                 order by priority desc, due_at limit 1
            ), slot as (
                update github_pace set next_write_at = $1 + $2 * interval '1 millisecond'
                  from due where due.state = 'PENDING' and next_write_at <= $1
                returning 1
            ), written as (
                insert into github_writes (at) select $1 from slot
            )
            update github_links link
               set state = case link.state when 'PENDING' then 'SENDING' when 'SENDING' then 'UNKNOWN' else link.state end,
                   sent_at = case link.state when 'PENDING' then $1 else coalesce(link.sent_at, $1) end,
                   unknown_since = case when link.state in ('SENDING', 'UNKNOWN')
                                        then coalesce(link.unknown_since, link.leased_until, $1) end,
                   leased_until = $1 + $5 * interval '1 millisecond', epoch = link.epoch + 1,
                   attempts = link.attempts + 1, dirty = false
              from due
             where link.feedback_id = due.feedback_id and (due.state <> 'PENDING' or exists (select from slot))
            returning link.feedback_id, link.repository, due.state, link.issue_number, link.epoch, link.attempts,
                      link.sent_at, link.unknown_since, link.agreed, link.labels, link.assignees, link.template
            """;

    private static final String LATER = """
            update github_links
               set state = $3, reason = $4, leased_until = null, due_at = $5,
                   unknown_since = case when $3 = 'UNKNOWN' then coalesce(unknown_since, $6) end
             where feedback_id = $1 and epoch = $2
            """;

    // A report that nobody sends is behind nothing.
    private static final String REST = """
            update github_links
               set state = $3, reason = $4, leased_until = null, due_at = null, behind_since = null
             where feedback_id = $1 and epoch = $2
            """;

    private static final String HELD = """
            update github_links
               set state = 'PENDING', reason = $3, held = $4, leased_until = null, due_at = null, attempts = 0,
                   behind_since = null
             where feedback_id = $1 and epoch = $2
            """;

    private static final String SYNCED = """
            update github_links
               set state = 'LINKED', reason = $3, held = $4, agreed = $5, seen_at = $6, leased_until = null, attempts = 0,
                   due_at = case when dirty then $7 else $8 end,
                   behind_since = case when dirty or $8::timestamptz is not null then behind_since end
             where feedback_id = $1 and epoch = $2
            """;

    private static final String MOVED = """
            with known as (insert into github_repositories (name) values ($3) on conflict do nothing)
            update github_links
               set repository = $3, issue_number = $4
             where feedback_id = $1 and epoch = $2
            """;

    /** GitHub tells the second of a change, by a clock that is not quite ours. */
    private static final Duration SAME_SECOND = Duration.ofSeconds(1 + 2);

    private final Pool pool;
    private final GitHubConfig config;
    private final Clock clock;

    LinkQueue(Pool pool, GitHubConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    public Uni<Optional<Claimed>> claim() {
        var now = now();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(
                        now,
                        (double) config.betweenWrites().toMillis(),
                        config.writesPerMinute(),
                        config.writesPerHour(),
                        (double) config.lease().toMillis()))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(claimed(row.next(), now.toInstant())) : Optional.empty();
                });
    }

    /** To be looked at again after {@code wait}. */
    public Uni<Void> later(Claimed link, LinkState state, @Nullable String reason, Duration wait) {
        var now = now();
        return pool.preparedQuery(LATER)
                .execute(Tuple.of(link.feedbackId(), link.epoch(), state.name(), reason, now.plus(wait), now))
                .replaceWithVoid();
    }

    /** Nothing more to do until somebody asks for it. */
    public Uni<Void> rest(Claimed link, LinkState state, @Nullable String reason) {
        return pool.preparedQuery(REST)
                .execute(Tuple.of(link.feedbackId(), link.epoch(), state.name(), reason))
                .replaceWithVoid();
    }

    /** Nothing is created until somebody consents, or takes out what should not be public. */
    public Uni<Void> held(Claimed link, String reason, JsonArray held) {
        return pool.preparedQuery(HELD)
                .execute(Tuple.of(link.feedbackId(), link.epoch(), reason, held))
                .replaceWithVoid();
    }

    /**
     * How far both sides agree now.
     *
     * @param updatedAt GitHub's time of the issue's last change
     * @param again when to go on with what could not be done yet; null when all is done
     */
    public Uni<Void> synced(
            Claimed link,
            @Nullable String reason,
            @Nullable JsonArray held,
            Fields agreed,
            @Nullable Instant updatedAt,
            @Nullable Duration again) {
        var seenAt = surelySeen(link, updatedAt);
        return pool.preparedQuery(SYNCED)
                .execute(Tuple.tuple()
                        .addValue(link.feedbackId())
                        .addValue(link.epoch())
                        .addValue(reason)
                        .addValue(held)
                        .addValue(agreed.toJson())
                        .addValue(seenAt == null ? null : seenAt.atOffset(ZoneOffset.UTC))
                        .addValue(now())
                        .addValue(again == null ? null : now().plus(again)))
                .replaceWithVoid();
    }

    /**
     * Whatever else changes within that second has the same time, and the reconciler could not tell it from what was seen:
     * an issue that was looked at so early counts as not seen, and is looked at once more when it is listed. Not so where
     * GitHub's clock is far ahead: it would be looked at until ours is there.
     */
    private @Nullable Instant surelySeen(Claimed link, @Nullable Instant updatedAt) {
        if (updatedAt == null) {
            return null;
        }
        boolean early = link.claimedAt().isBefore(updatedAt.plus(SAME_SECOND));
        boolean farAhead = updatedAt.isAfter(link.claimedAt().plus(config.lease()));
        return early && !farAhead ? null : updatedAt;
    }

    /** The issue is in another repository now, or that has another name. */
    public Uni<Void> moved(Claimed link, String repository, int issueNumber) {
        return pool.preparedQuery(MOVED)
                .execute(Tuple.of(link.feedbackId(), link.epoch(), repository, issueNumber))
                .replaceWithVoid();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Claimed claimed(Row row, Instant now) {
        var unknownSince = row.getOffsetDateTime("unknown_since");
        return new Claimed(
                row.getUUID("feedback_id"),
                row.getString("repository"),
                LinkState.valueOf(row.getString("state")),
                row.getInteger("issue_number"),
                row.getLong("epoch"),
                row.getInteger("attempts"),
                now,
                row.getOffsetDateTime("sent_at").toInstant(),
                unknownSince == null ? null : unknownSince.toInstant(),
                Fields.of(row.getJsonObject("agreed")),
                List.of(row.getArrayOfStrings("labels")),
                List.of(row.getArrayOfStrings("assignees")),
                row.getString("template"));
    }
}

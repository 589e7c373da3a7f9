package dev.liverun.feedback.github.links;

import dev.liverun.feedback.github.client.GitHubConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * GitHub's limits and our patience with it, for all replicas: writes a second apart, so many a minute and an hour; and a
 * circuit that opens when GitHub cannot be reached, longer each time, and through which one link is let to try again.
 */
@ApplicationScoped
public class Pace {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String TAKE = """
            with slot as (
                update github_pace set next_write_at = $1::timestamptz + $2 * interval '1 millisecond'
                 where next_write_at <= $1 and (paused_until is null or paused_until <= $1)
                   and (select count(*) from github_writes where at > $1::timestamptz - interval '1 minute') < $3
                   and (select count(*) from github_writes where at > $1::timestamptz - interval '1 hour') < $4
                returning 1
            )
            insert into github_writes (at) select $1 from slot
            """;

    private static final String WROTE = """
            update github_pace set next_write_at = greatest(next_write_at, $1::timestamptz + $2 * interval '1 millisecond')
            """;

    private static final String PAUSE = """
            update github_pace set paused_until = greatest(paused_until, $1::timestamptz + $2 * interval '1 millisecond')
            """;

    private static final String FAILED = """
            update github_pace
               set failures = failures + 1,
                   paused_until = greatest(
                       paused_until, $1::timestamptz + least($2 * power(2, least(failures, 20)), $3) * interval '1 millisecond')
            """;

    private static final String REACHED = "update github_pace set failures = 0, paused_until = null where failures > 0";

    private static final String FORGET = "delete from github_writes where at < $1::timestamptz - interval '2 hours'";

    private final Pool pool;
    private final GitHubConfig config;
    private final Clock clock;

    Pace(Pool pool, GitHubConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Whether something may be written now; if so, that is the one write of this moment. */
    public Uni<Boolean> take() {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(now(), betweenWrites(), config.writesPerMinute(), config.writesPerHour()))
                .map(rows -> rows.rowCount() > 0);
    }

    /** A write has just ended; the next one waits from now on. */
    public Uni<Void> wrote() {
        return pool.preparedQuery(WROTE)
                .execute(Tuple.of(now(), betweenWrites()))
                .replaceWithVoid();
    }

    /** GitHub asks for patience. */
    public Uni<Void> pause(Duration wait) {
        return pool.preparedQuery(PAUSE)
                .execute(Tuple.of(now(), (double) wait.toMillis()))
                .replaceWithVoid();
    }

    /** GitHub could not be reached. */
    public Uni<Void> failed() {
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(now(), (double) config.retryAfter().toMillis(), (double) LONGEST.toMillis()))
                .replaceWithVoid();
    }

    /** It answered. */
    public Uni<Void> reached() {
        return pool.query(REACHED).execute().replaceWithVoid();
    }

    public Uni<Void> forget() {
        return pool.preparedQuery(FORGET).execute(Tuple.of(now())).replaceWithVoid();
    }

    private double betweenWrites() {
        return config.betweenWrites().toMillis();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

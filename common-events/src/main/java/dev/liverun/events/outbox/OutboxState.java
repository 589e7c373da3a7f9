package dev.liverun.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;

/**
 * How much waits to be published.
 *
 * @param oldestAge since the oldest waiting event was appended; zero when none waits
 */
public record OutboxState(long rows, Duration oldestAge) {

    private static final String QUERY =
            "select count(*), coalesce(extract(epoch from clock_timestamp() - min(appended_at)) * 1000, 0)::bigint"
                    + " from outbox";

    /** The state now. */
    public static Uni<OutboxState> of(Pool pool) {
        return pool.query(QUERY).execute().map(rows -> {
            var row = rows.iterator().next();
            return new OutboxState(row.getLong(0), Duration.ofMillis(Math.max(0, row.getLong(1))));
        });
    }
}

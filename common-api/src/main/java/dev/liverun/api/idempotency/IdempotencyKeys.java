package dev.liverun.api.idempotency;

import dev.liverun.api.ApiConfig;
import dev.liverun.api.idempotency.Idempotency.Claim;
import dev.liverun.api.idempotency.StoredAnswers.StoredAnswer;
import dev.liverun.events.jobs.Batches;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** The table {@code idempotency_keys}. */
@ApplicationScoped
class IdempotencyKeys {

    /** One statement decides. It waits while another transaction holds the key, and takes over a key that has expired. */
    private static final String CLAIM = """
            insert into idempotency_keys as held (caller, route, key, request_hash, expires_at)
            values ($1, $2, $3, $4, now() + $5 * interval '1 second')
            on conflict (caller, route, key) do update
               set request_hash = excluded.request_hash, created_at = now(), expires_at = excluded.expires_at,
                   status = null, headers = null, body = null
             where held.expires_at <= now()
            returning key, status
            """;

    private static final String READ = """
            select request_hash, status, cast(headers as text), body
              from idempotency_keys where caller = $1 and route = $2 and key = $3
            """;

    private static final String STORE = """
            update idempotency_keys
               set status = $4, headers = cast(cast($5 as text) as jsonb), body = cast($6 as text)
             where caller = $1 and route = $2 and key = $3
            """;

    private static final String FORGET = """
            delete from idempotency_keys where ctid = any (array(
                select ctid from idempotency_keys where expires_at <= now() limit $1 for update skip locked))
            """;

    private static final int FORGET_BATCH = 5_000;

    private final Pool pool;
    private final ApiConfig config;

    IdempotencyKeys(Pool pool, ApiConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Whether the key is now ours; else somebody has used it before. */
    Uni<Boolean> claim(Statements transaction, Claim claim) {
        return transaction
                .rows(CLAIM, claim.caller(), claim.route(), claim.key(), claim.requestHash(), (double)
                        config.idempotency().retention().toSeconds())
                .map(rows -> !rows.isEmpty());
    }

    /** What was answered first; fails with {@link KeyReused} when that was to another request. */
    Uni<StoredAnswer> answerOf(Statements transaction, Claim claim) {
        return transaction
                .rows(READ, claim.caller(), claim.route(), claim.key())
                .map(rows -> {
                    var row = rows.get(0);
                    if (!claim.requestHash().equals(row[0])) {
                        throw new KeyReused();
                    }
                    return new StoredAnswer(((Number) row[1]).intValue(), (String) row[2], (String) row[3]);
                });
    }

    Uni<Void> store(Statements transaction, Claim claim, StoredAnswer answer) {
        return transaction.run(
                STORE, claim.caller(), claim.route(), claim.key(), answer.status(), answer.headers(), answer.body());
    }

    @Scheduled(
            identity = "forget idempotency keys",
            every = "15m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetExpired() {
        return Batches.until(FORGET_BATCH, () -> pool.preparedQuery(FORGET)
                        .execute(Tuple.of(FORGET_BATCH))
                        .map(SqlResult::rowCount))
                .replaceWithVoid();
    }
}

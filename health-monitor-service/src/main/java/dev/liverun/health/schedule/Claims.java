package dev.liverun.health.schedule;

import dev.liverun.events.contract.AuthType;
import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.check.EndpointCheck;
import dev.liverun.health.stored.StoredJson;
import dev.liverun.integrations.Auth;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Takes endpoints to check, so that each is taken by one replica. A claim ends when its check is recorded, or with the
 * lease of the replica that holds it.
 */
@ApplicationScoped
class Claims {

    /** Nobody waits for the disk: a claim that a crash of the database loses is taken again, and one of the two counts. */
    private static final String TAKE = """
            with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
            taken as (
                update check_schedule s
                   set owner = $1, epoch = s.epoch + 1, claimed_at = now()
                 where s.endpoint_id = any (array(%s))
             returning s.endpoint_id, s.epoch, s.next_due_at
            )
            select e.id, e.base_url, e.health_check_url, e.auth_type, e.credential, e.api_key_header, e.token_url,
                   e.oauth_scope, e.rate_limit_per_minute, e.timeout_seconds, e.retry_attempts, e.health_check,
                   t.epoch, cast(extract(epoch from t.next_due_at - clock_timestamp()) * 1000000 as bigint) as due_in
              from taken t
              join integration_endpoints e on e.id = t.endpoint_id
             cross join unhurried
            """;

    private static final String DUE = TAKE.formatted("""
            select due.endpoint_id
              from check_schedule due
             where due.owner is null and due.active and due.next_due_at <= now() + $2 * interval '1 microsecond'
             order by due.next_due_at
             limit $3
               for update skip locked""");

    private static final String ONE = TAKE.formatted("""
            select wanted.endpoint_id
              from check_schedule wanted
             where wanted.endpoint_id = $2 and wanted.owner is null and wanted.active
               for update skip locked""");

    private static final String FREE_STRAYS = """
            update check_schedule set owner = null
             where owner = $1 and claimed_at < now() - $2 * interval '1 second' and not endpoint_id = any ($3)
            """;

    /** How old a claim is before it can be a stray one: longer than any answer of the database takes. */
    static final Duration STRAY_AFTER = Duration.ofSeconds(30);

    private final Pool pool;

    Claims(Pool pool) {
        this.pool = pool;
    }

    /** Takes endpoints that are due within {@code ahead}, the longest overdue first. */
    Uni<List<Claim>> due(UUID owner, Duration ahead, int limit) {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(owner, ahead.toNanos() / 1000, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Claims::claim)
                        .toList());
    }

    /** Takes this endpoint, whenever it is due; empty when it is being checked already, or is not to be checked. */
    Uni<Optional<Claim>> one(UUID owner, UUID endpoint) {
        return pool.preparedQuery(ONE).execute(Tuple.of(owner, endpoint)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(Claims::claim)
                .findFirst());
    }

    /** Frees what is claimed for {@code owner}, but not among what it knows to hold. */
    Uni<Integer> freeStrays(UUID owner, Collection<UUID> held) {
        return pool.preparedQuery(FREE_STRAYS)
                .execute(Tuple.of(owner, STRAY_AFTER.toSeconds(), held.toArray(UUID[]::new)))
                .map(SqlResult::rowCount);
    }

    private static Claim claim(Row row) {
        var tokenUrl = row.getString("token_url");
        var auth = Auth.of(
                switch (AuthType.valueOf(row.getString("auth_type"))) {
                    case NONE -> dev.liverun.integrations.AuthType.NONE;
                    case API_KEY -> dev.liverun.integrations.AuthType.API_KEY;
                    case OAUTH -> dev.liverun.integrations.AuthType.OAUTH;
                    case BEARER_TOKEN -> dev.liverun.integrations.AuthType.BEARER_TOKEN;
                },
                row.getString("credential"),
                row.getString("api_key_header"),
                tokenUrl == null ? null : URI.create(tokenUrl),
                row.getString("oauth_scope"));
        var check = new EndpointCheck(
                row.getUUID("id"),
                URI.create(row.getString("base_url")),
                row.getString("health_check_url"),
                auth,
                row.getInteger("rate_limit_per_minute"),
                Duration.ofSeconds(row.getInteger("timeout_seconds")),
                row.getInteger("retry_attempts"),
                StoredJson.read(row.getString("health_check"), CheckDefinition.class));
        return new Claim(check, row.getLong("epoch"), Duration.ofNanos(row.getLong("due_in") * 1000));
    }
}

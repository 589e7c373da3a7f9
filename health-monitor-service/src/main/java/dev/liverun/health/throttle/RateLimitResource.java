package dev.liverun.health.throttle;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import dev.liverun.integrations.budget.BudgetConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/integrations/{id}/rate-limit")
@Tag(name = "Health")
public class RateLimitResource {

    /** {@code rate_budgets} is the table of common-integrations in this service's database. */
    private static final String STATE = """
            select e.rate_limit_per_minute, b.burst, b.interval_micros, b.theoretical_arrival_at,
                   greatest(b.paused_until, s.paused_until) as paused_until, clock_timestamp() as now,
                   rate_budget_used(b) as used
              from integration_endpoints e
              left join rate_budgets b on b.endpoint_id = e.id
              left join check_schedule s on s.endpoint_id = e.id
             where e.id = $1 and e.removed_at is null
            """;

    private final Pool pool;
    private final BudgetConfig config;

    RateLimitResource(Pool pool, BudgetConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What of the integration's rate limit is left for health checks, and its pause")
    public Uni<RateLimitState> state(@PathParam("id") UUID id) {
        return pool.preparedQuery(STATE).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return state(id, row);
            }
            throw new NotFound("integration", id);
        });
    }

    private RateLimitState state(UUID id, Row row) {
        int used = row.getInteger("used");
        int limit = row.getInteger("rate_limit_per_minute");
        var now = row.getOffsetDateTime("now").toInstant();
        var pause = later(row.getOffsetDateTime("paused_until"), now);
        var intervalMicros = row.getLong("interval_micros");
        if (intervalMicros == null) {
            // Never called yet: nothing is reserved.
            return new RateLimitState(id, limit, limit * config.share(), used, 1, now, pause);
        }
        int burst = row.getInteger("burst");
        var arrival = row.getOffsetDateTime("theoretical_arrival_at").toInstant();
        long ahead = Math.max(0, ChronoUnit.MICROS.between(now, arrival));
        int free = (int) Math.max(0, burst - (ahead + intervalMicros - 1) / intervalMicros);
        var next = free > 0 ? now : arrival.minus((burst - 1) * intervalMicros, ChronoUnit.MICROS);
        return new RateLimitState(
                id,
                limit,
                // A pause that was told before the first call leaves a row without a real pace.
                Math.min(limit * config.share(), 60_000_000.0 / intervalMicros),
                used,
                pause == null ? free : 0,
                pause == null ? next : pause,
                pause);
    }

    private static @Nullable Instant later(@Nullable OffsetDateTime pause, Instant now) {
        return pause != null && pause.toInstant().isAfter(now) ? pause.toInstant() : null;
    }
}

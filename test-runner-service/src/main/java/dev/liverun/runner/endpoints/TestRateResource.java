package dev.liverun.runner.endpoints;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import dev.liverun.integrations.budget.BudgetConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The endpoint itself is the health monitor's; what tests use of its rate limit is known here. */
@Path("/integrations/{id}/rate-limit/tests")
@Tag(name = "Runs")
public class TestRateResource {

    /** {@code rate_budgets} is the table of common-integrations in this service's database. */
    private static final String USE =
            "select b.interval_micros, rate_budget_used(b) as used from rate_budgets b where b.endpoint_id = $1";

    /**
     * Where tests of an endpoint stand with its rate limit.
     *
     * @param rateLimitPerMinute what everything that Liverun sends may reach
     * @param testsPerMinute the share of it that tests have, steadily
     * @param usedLastMinute about how many requests they took of it in the last minute, repetitions and redirects included
     */
    public record TestRate(UUID endpointId, int rateLimitPerMinute, double testsPerMinute, int usedLastMinute) {}

    private final EndpointViews endpoints;
    private final Pool pool;
    private final BudgetConfig config;

    TestRateResource(EndpointViews endpoints, Pool pool, BudgetConfig config) {
        this.endpoints = endpoints;
        this.pool = pool;
        this.config = config;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "What of the integration's rate limit tests may use, and what they used",
            description =
                    "Of all replicas together. Health checks have a share of their own: see the rate limit itself.")
    public Uni<TestRate> use(@PathParam("id") UUID id) {
        return endpoints
                .find(id)
                .map(found -> found.filter(one -> !one.snapshot().removed())
                        .orElseThrow(() -> new NotFound("integration", id)))
                .chain(this::use);
    }

    private Uni<TestRate> use(EndpointView endpoint) {
        int limit = endpoint.snapshot().rateLimitPerMinute();
        double share = limit * config.share();
        return pool.preparedQuery(USE).execute(Tuple.of(endpoint.id())).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                // A pause that was told before the first call leaves a row without a real pace.
                .map(row -> new TestRate(
                        endpoint.id(),
                        limit,
                        Math.min(share, 60_000_000.0 / row.getLong("interval_micros")),
                        row.getInteger("used")))
                .orElseGet(() -> new TestRate(endpoint.id(), limit, share, 0)));
    }
}

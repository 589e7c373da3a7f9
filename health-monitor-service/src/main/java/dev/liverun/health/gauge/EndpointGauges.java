package dev.liverun.health.gauge;

import dev.liverun.events.contract.HealthStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Gauges of single endpoints, of a bounded number of them; and how many of all have which status. From the database, so every
 * replica shows the same.
 */
@ApplicationScoped
class EndpointGauges {

    private static final Logger LOG = Logger.getLogger(EndpointGauges.class);

    private static final String ENDPOINTS = """
            select e.name, h.status, h.last_response_time_ms / 1000.0::float8 as response_seconds,
                   extract(epoch from cast(c.metadata ->> 'certificate_not_after' as timestamptz))::float8 as expires
              from integration_endpoints e
              join endpoint_health h on h.endpoint_id = e.id
              left join integration_health_status c on c.endpoint_id = h.endpoint_id and c.id = h.last_check_id
             where e.removed_at is null
             order by e.created_at, e.id
             limit $1
            """;

    private static final String STATUSES = """
            select coalesce(h.status, 'UNKNOWN') as status, count(*) as endpoints
              from integration_endpoints e left join endpoint_health h on h.endpoint_id = e.id
             where e.removed_at is null
             group by 1
            """;

    private final Pool pool;
    private final GaugeConfig config;
    private final MultiGauge status;
    private final MultiGauge response;
    private final MultiGauge certificate;
    private final MultiGauge endpoints;

    EndpointGauges(Pool pool, GaugeConfig config, MeterRegistry registry) {
        this.pool = pool;
        this.config = config;
        status = MultiGauge.builder("liverun.health.endpoint.status")
                .description("Confirmed status: 0 HEALTHY, 1 DEGRADED, 2 UNHEALTHY, 3 TIMEOUT")
                .register(registry);
        response = MultiGauge.builder("liverun.health.endpoint.response.seconds")
                .description("Response time of the last check that was answered")
                .register(registry);
        certificate = MultiGauge.builder("liverun.health.endpoint.certificate.expires.seconds")
                .description("When the certificate expires, seconds since 1970")
                .register(registry);
        endpoints = MultiGauge.builder("liverun.health.endpoints")
                .description("Endpoints by confirmed status; all of them")
                .register(registry);
    }

    @Scheduled(identity = "endpoint-gauges", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return pool.preparedQuery(ENDPOINTS)
                .execute(Tuple.of(config.endpoints()))
                .invoke(rows -> {
                    var known = new ArrayList<Row>();
                    rows.forEach(known::add);
                    show(status, known, "status", row -> HealthStatus.valueOf(row.getString("status"))
                            .ordinal());
                    show(response, known, "response_seconds", row -> row.getDouble("response_seconds"));
                    show(certificate, known, "expires", row -> row.getDouble("expires"));
                })
                .chain(() -> pool.query(STATUSES).execute())
                .invoke(rows -> {
                    var counts = new ArrayList<MultiGauge.Row<?>>();
                    rows.forEach(row -> counts.add(
                            MultiGauge.Row.of(Tags.of("status", row.getString("status")), row.getLong("endpoints"))));
                    endpoints.register(counts, true);
                })
                .onFailure()
                .invoke(failure -> LOG.debugf("The endpoints' gauges are read again later: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Those that have a value; nobody takes what is not known for zero. */
    private static void show(MultiGauge gauge, List<Row> known, String column, ToDoubleFunction<Row> value) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var row : known) {
            if (row.getValue(column) != null) {
                rows.add(MultiGauge.Row.of(Tags.of("endpoint", row.getString("name")), value.applyAsDouble(row)));
            }
        }
        gauge.register(rows, true);
    }
}

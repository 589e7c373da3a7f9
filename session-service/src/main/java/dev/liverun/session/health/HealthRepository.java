package dev.liverun.session.health;

import dev.liverun.session.health.IntegrationHealth.Checks;
import dev.liverun.session.health.IntegrationHealth.LastCheck;
import dev.liverun.session.health.IntegrationHealth.ResponseTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what was counted for a session. */
@ApplicationScoped
class HealthRepository {

    /** What was counted of one integration. */
    record Counted(
            UUID endpointId,
            String endpointName,
            Checks checks,
            @Nullable ResponseTime responseTimeMs,
            LastCheck lastCheck) {}

    private static final String COUNTS = """
            select endpoint_id, endpoint_name, healthy, degraded, unhealthy, timed_out, rate_limited, last_check_at,
                   last_status, last_response_time_ms
              from session_health where session_id = $1 order by endpoint_name, endpoint_id
            """;
    private static final String LATENCIES =
            "select endpoint_id, bucket, count from session_latency where session_id = $1";

    Uni<List<Counted>> of(SqlClient client, UUID sessionId) {
        return latencies(client, sessionId).chain(latencies -> client.preparedQuery(COUNTS)
                .execute(Tuple.of(sessionId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> read(row, latencies.get(row.getUUID("endpoint_id"))))
                        .toList()));
    }

    private Uni<Map<UUID, SortedMap<Integer, Long>>> latencies(SqlClient client, UUID sessionId) {
        return client.preparedQuery(LATENCIES).execute(Tuple.of(sessionId)).map(rows -> {
            var histograms = new HashMap<UUID, SortedMap<Integer, Long>>();
            rows.forEach(row -> histograms
                    .computeIfAbsent(row.getUUID(0), endpoint -> new TreeMap<>())
                    .put(row.getInteger(1), row.getLong(2)));
            return histograms;
        });
    }

    private static Counted read(Row row, @Nullable SortedMap<Integer, Long> latencies) {
        return new Counted(
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                Checks.of(
                        row.getLong("healthy"),
                        row.getLong("degraded"),
                        row.getLong("unhealthy"),
                        row.getLong("timed_out"),
                        row.getLong("rate_limited")),
                latencies == null
                        ? null
                        : new ResponseTime(
                                LatencyBuckets.percentile(latencies, 50),
                                LatencyBuckets.percentile(latencies, 95),
                                LatencyBuckets.percentile(latencies, 99)),
                new LastCheck(
                        row.getString("last_status"),
                        row.getInteger("last_response_time_ms"),
                        row.getOffsetDateTime("last_check_at").toInstant()));
    }
}

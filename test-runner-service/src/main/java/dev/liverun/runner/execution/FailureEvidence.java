package dev.liverun.runner.execution;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.failure.FailureFacts;
import dev.liverun.runner.failure.HealthThen;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What is known here about an endpoint and a test when it fails. */
@ApplicationScoped
class FailureEvidence {

    private static final String QUERY = """
            select health.status, health.reason, health.since,
                   exists (select 1 from test_results as earlier
                            where earlier.endpoint_id = $1 and earlier.test_name = $2 and earlier.status = 'PASSED')
                       as passed_before
              from (select $1::uuid as endpoint_id) as asked
              left join endpoint_health_view as health using (endpoint_id)
            """;

    private final Pool pool;

    FailureEvidence(Pool pool) {
        this.pool = pool;
    }

    Uni<FailureFacts> about(StepRecord step, UUID endpointId, String testName) {
        return pool.preparedQuery(QUERY).execute(Tuple.of(endpointId, testName)).map(rows -> {
            Row row = rows.iterator().next();
            return new FailureFacts(step, health(row), row.getBoolean("passed_before"));
        });
    }

    private static Optional<HealthThen> health(Row row) {
        String status = row.getString("status");
        return status == null
                ? Optional.empty()
                : Optional.of(new HealthThen(
                        HealthStatus.valueOf(status),
                        row.getString("reason"),
                        row.getOffsetDateTime("since").toInstant()));
    }
}

package dev.liverun.health.transition;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.transition.TransitionResponse.Threshold;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads changes of confirmed statuses, newest first. */
@ApplicationScoped
class TransitionQueries {

    private static final String PAGE = """
            select t.*, e.name from health_transitions t join integration_endpoints e on e.id = t.endpoint_id
             where t.endpoint_id = $1 and ($2::bigint is null or t.sequence < $2)
             order by t.sequence desc
             limit $3
            """;

    private final Pool pool;

    TransitionQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<Page<TransitionResponse>> page(UUID endpoint, PageRequest page) {
        var cursor = page.cursor();
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(endpoint, cursor == null ? null : cursor.number(0), page.rows()))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(TransitionQueries::transition)
                                .toList(),
                        page,
                        transition -> Cursor.of(transition.sequence())));
    }

    private static TransitionResponse transition(Row row) {
        var from = row.getString("from_status");
        return new TransitionResponse(
                row.getUUID("endpoint_id"),
                row.getString("name"),
                row.getLong("sequence"),
                from == null ? null : HealthStatus.valueOf(from),
                HealthStatus.valueOf(row.getString("to_status")),
                row.getString("reason"),
                row.getString("phase"),
                row.getInteger("attempts"),
                row.getString("message"),
                new Threshold(row.getInteger("checks"), row.getInteger("of_checks")),
                row.getUUID("check_id"),
                row.getOffsetDateTime("at").toInstant());
    }
}

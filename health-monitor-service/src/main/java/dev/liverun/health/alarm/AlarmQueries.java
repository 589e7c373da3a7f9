package dev.liverun.health.alarm;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.alarm.AlarmResponse.Acknowledgement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads alarms, the newest first. */
@ApplicationScoped
class AlarmQueries {

    private static final String SELECT =
            "select a.*, e.name from alarms a join integration_endpoints e on e.id = a.endpoint_id ";
    private static final String ONE = SELECT + "where a.id = $1";
    private static final String PAGE = SELECT + """
            where ($1::boolean is null or (a.cleared_at is null) = $1)
              and ($2::boolean is null or (a.acknowledged_at is not null) = $2)
              and ($3::uuid is null or a.endpoint_id = $3)
              and ($4::timestamptz is null or (a.opened_at, a.id) < ($4, $5))
            order by a.opened_at desc, a.id desc
            limit $6
            """;

    private final Pool pool;

    AlarmQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<AlarmResponse> one(UUID id) {
        return one(pool, id);
    }

    Uni<AlarmResponse> one(SqlClient client, UUID id) {
        return client.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return alarm(row);
            }
            throw new NotFound("alarm", id);
        });
    }

    Uni<Page<AlarmResponse>> page(AlarmFilter filter, PageRequest page) {
        var cursor = page.cursor();
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple()
                        .addValue(filter.open)
                        .addValue(filter.acknowledged)
                        .addValue(filter.endpointId)
                        .addValue(cursor == null ? null : cursor.instant(0).atOffset(ZoneOffset.UTC))
                        .addValue(cursor == null ? null : cursor.uuid(1))
                        .addValue(page.rows()))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(AlarmQueries::alarm)
                                .toList(),
                        page,
                        alarm -> Cursor.of(alarm.openedAt(), alarm.id())));
    }

    private static AlarmResponse alarm(Row row) {
        var acknowledgedAt = instant(row.getOffsetDateTime("acknowledged_at"));
        return new AlarmResponse(
                row.getUUID("id"),
                row.getUUID("endpoint_id"),
                row.getString("name"),
                row.getString("cause"),
                HealthStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("message"),
                row.getOffsetDateTime("opened_at").toInstant(),
                instant(row.getOffsetDateTime("cleared_at")),
                row.getString("suppressed"),
                row.getUUID("suppressed_by"),
                acknowledgedAt == null
                        ? null
                        : new Acknowledgement(
                                acknowledgedAt,
                                row.getString("acknowledged_by"),
                                row.getString("acknowledged_because")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

package dev.liverun.health.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.history.LatestHealth.Confirmed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads checks, newest first. */
@ApplicationScoped
class CheckQueries {

    private static final String COLUMNS = """
            select c.id, c.endpoint_id, c.status, c.reason, c.response_time_ms, c.status_code, c.error_message,
                   c.checked_at, cast(c.metadata as text) as metadata,
                   array(select l.session_id from integration_health_status_sessions l
                          where l.health_status_id = c.id order by l.session_id) as session_ids
            """;

    private static final String LATEST = COLUMNS + """
              from integration_health_status c
             where c.endpoint_id = $1
             order by c.checked_at desc, c.id desc
             limit 1
            """;

    private static final String ENDPOINT = """
            select e.enabled, e.removed_at is not null as removed, h.status, h.reason, h.since, h.last_check_id
              from integration_endpoints e left join endpoint_health h on h.endpoint_id = e.id
             where e.id = $1
            """;

    private static final String RESTRICTIONS = """
               and ($2::timestamptz is null or c.checked_at >= $2)
               and ($3::timestamptz is null or c.checked_at < $3)
               and ($4::text is null or c.status = $4)
               and ($5::timestamptz is null or (c.checked_at, c.id) < ($5, $6))
             order by c.checked_at desc, c.id desc
             limit $7
            """;

    private static final String HISTORY =
            COLUMNS + "from integration_health_status c where c.endpoint_id = $1\n" + RESTRICTIONS;

    private static final String HISTORY_OF_SESSION =
            COLUMNS + """
              from integration_health_status_sessions s
              join integration_health_status c on c.endpoint_id = s.endpoint_id and c.id = s.health_status_id
             where s.endpoint_id = $1 and s.session_id = $8
            """ + RESTRICTIONS.replace("c.checked_at", "s.checked_at");

    private final Pool pool;
    private final ObjectMapper mapper;

    CheckQueries(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /** Fails with {@link NotFound} when there never was one. */
    Uni<EndpointInQuestion> endpoint(UUID id) {
        return pool.preparedQuery(ENDPOINT).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return new EndpointInQuestion(
                        id,
                        row.getBoolean("removed"),
                        row.getBoolean("enabled"),
                        confirmed(row),
                        row.getUUID("last_check_id"));
            }
            throw new NotFound("integration", id);
        });
    }

    /** Fails with {@link NotFound} when there is no such endpoint, or it was never checked. */
    Uni<LatestHealth> latest(UUID endpoint) {
        return endpoint(endpoint).chain(known -> pool.preparedQuery(LATEST)
                .execute(Tuple.of(endpoint))
                .map(rows -> {
                    for (Row row : rows) {
                        return new LatestHealth(check(row, null), known.confirmed());
                    }
                    throw new NotFound("The integration " + endpoint + " has not been checked yet.");
                }));
    }

    Uni<Page<CheckResponse>> history(UUID endpoint, HistoryFilter filter, PageRequest page) {
        var cursor = page.cursor();
        var restrictions = Tuple.tuple()
                .addValue(endpoint)
                .addValue(utc(filter.from))
                .addValue(utc(filter.to))
                .addValue(filter.status == null ? null : filter.status.name())
                .addValue(cursor == null ? null : utc(cursor.instant(0)))
                .addValue(cursor == null ? null : cursor.uuid(1))
                .addValue(page.rows());
        var query = filter.sessionId == null ? HISTORY : HISTORY_OF_SESSION;
        if (filter.sessionId != null) {
            restrictions.addValue(filter.sessionId);
        }
        return pool.preparedQuery(query)
                .execute(restrictions)
                .map(rows -> Page.of(
                        checks(rows, filter.sessionId), page, check -> Cursor.of(check.checkedAt(), check.id())));
    }

    private List<CheckResponse> checks(Iterable<Row> rows, @Nullable UUID session) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> check(row, session))
                .toList();
    }

    private CheckResponse check(Row row, @Nullable UUID session) {
        return new CheckResponse(
                row.getUUID("id"),
                row.getUUID("endpoint_id"),
                session,
                List.of(row.getArrayOfUUIDs("session_ids")),
                HealthStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getInteger("response_time_ms"),
                row.getInteger("status_code"),
                row.getString("error_message"),
                row.getOffsetDateTime("checked_at").toInstant(),
                json(row.getString("metadata")));
    }

    private static Confirmed confirmed(Row row) {
        var status = row.getString("status");
        var since = row.getOffsetDateTime("since");
        return new Confirmed(
                status == null ? null : HealthStatus.valueOf(status),
                row.getString("reason"),
                since == null ? null : since.toInstant());
    }

    private JsonNode json(String stored) {
        try {
            return mapper.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps nothing but JSON here", e);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}

package dev.liverun.health.endpoint;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.events.contract.AuthType;
import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.confirmed.Confirmation;
import dev.liverun.health.definition.EndpointDefinition;
import dev.liverun.health.stored.StoredJson;
import dev.liverun.health.summary.HealthSummary;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Endpoints with their health, in one query. */
@ApplicationScoped
class EndpointQueries {

    private static final String SELECT = "select e.*, " + HealthSummary.COLUMNS
            + " from integration_endpoints e left join endpoint_health h on h.endpoint_id = e.id ";

    private static final String ONE = SELECT + "where e.id = $1 and e.removed_at is null";

    private static final String PAGE = SELECT + """
            where (e.removed_at is not null) = $1
              and ($2::text is null or lower(e.name) = lower($2))
              and ($3::text is null or $3 = any (e.tags))
              and ($4::boolean is null or e.enabled = $4)
              and ($5::text is null or h.status = $5)
              and ($6::text is null or (lower(e.name), e.id) > ($6, $7))
              and ($9::text is null or e.group_name = $9)
            order by lower(e.name), e.id
            limit $8
            """;

    private final Pool pool;

    EndpointQueries(Pool pool) {
        this.pool = pool;
    }

    /** Fails with {@link NotFound} when there is none, or none any more. */
    Uni<EndpointResponse> byId(UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(EndpointQueries::responses)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw new NotFound("integration", id);
                    }
                    return found.get(0);
                });
    }

    /** By name. */
    Uni<Page<EndpointResponse>> page(EndpointFilter filter, PageRequest page) {
        var cursor = page.cursor();
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple()
                        .addValue(filter.removed)
                        .addValue(filter.name)
                        .addValue(filter.tag)
                        .addValue(filter.enabled)
                        .addValue(filter.status == null ? null : filter.status.name())
                        .addValue(cursor == null ? null : cursor.text(0))
                        .addValue(cursor == null ? null : cursor.uuid(1))
                        .addValue(page.rows())
                        .addValue(filter.group))
                .map(EndpointQueries::responses)
                .map(found -> Page.of(
                        found, page, one -> Cursor.of(one.definition().name().toLowerCase(Locale.ROOT), one.id())));
    }

    private static List<EndpointResponse> responses(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(EndpointQueries::response)
                .toList();
    }

    private static EndpointResponse response(Row row) {
        var removedAt = row.getOffsetDateTime("removed_at");
        return new EndpointResponse(
                row.getUUID("id"),
                new EndpointDefinition(
                        row.getString("name"),
                        row.getString("base_url"),
                        row.getString("health_check_url"),
                        AuthType.valueOf(row.getString("auth_type")),
                        row.getString("credential"),
                        row.getString("api_key_header"),
                        row.getString("token_url"),
                        row.getString("oauth_scope"),
                        row.getInteger("rate_limit_per_minute"),
                        row.getInteger("timeout_seconds"),
                        row.getInteger("retry_attempts"),
                        row.getBoolean("enabled"),
                        List.of(row.getArrayOfStrings("tags")),
                        row.getString("group_name"),
                        List.of(row.getArrayOfUUIDs("depends_on")),
                        row.getInteger("check_interval_seconds"),
                        StoredJson.read(row.getString("health_check"), CheckDefinition.class),
                        StoredJson.read(row.getString("confirmation"), Confirmation.class)),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                removedAt == null ? null : removedAt.toInstant(),
                row.getLong("version"),
                HealthSummary.of(row));
    }
}

package dev.liverun.health.board;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.board.HealthBoard.Entry;
import dev.liverun.health.summary.HealthSummary;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The board in one query: the totals stand in every row, also when there is no endpoint at all. */
@ApplicationScoped
class BoardQuery {

    private static final String BOARD = """
            select t.*, b.*
              from (select count(*) filter (where h.status = 'HEALTHY') as "HEALTHY",
                           count(*) filter (where h.status = 'DEGRADED') as "DEGRADED",
                           count(*) filter (where h.status = 'UNHEALTHY') as "UNHEALTHY",
                           count(*) filter (where h.status = 'TIMEOUT') as "TIMEOUT",
                           count(*) filter (where h.status is null) as "UNKNOWN"
                      from integration_endpoints e
                      left join endpoint_health h on h.endpoint_id = e.id
                     where e.removed_at is null) t
              left join (select e.id, e.name, e.enabled, e.tags, %s
                           from integration_endpoints e
                           left join endpoint_health h on h.endpoint_id = e.id
                          where e.removed_at is null
                            and ($1::text is null or (lower(e.name), e.id) > ($1, $2))
                          order by lower(e.name), e.id
                          limit $3) b on true
             order by lower(b.name), b.id
            """.formatted(HealthSummary.COLUMNS);

    private final Pool pool;

    BoardQuery(Pool pool) {
        this.pool = pool;
    }

    Uni<HealthBoard> board(int limit, @Nullable Cursor cursor) {
        var page = PageRequest.of(limit, cursor);
        return pool.preparedQuery(BOARD)
                .execute(Tuple.of(
                        cursor == null ? null : cursor.text(0), cursor == null ? null : cursor.uuid(1), page.rows()))
                .map(rows -> board(rows, page));
    }

    private static HealthBoard board(RowSet<Row> rows, PageRequest request) {
        Map<String, Long> totals = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            if (totals.isEmpty()) {
                for (var status : HealthStatus.values()) {
                    totals.put(status.name(), row.getLong(status.name()));
                }
                totals.put("UNKNOWN", row.getLong("UNKNOWN"));
            }
            if (row.getUUID("id") != null) {
                entries.add(new Entry(
                        row.getUUID("id"),
                        row.getString("name"),
                        row.getBoolean("enabled"),
                        List.of(row.getArrayOfStrings("tags")),
                        HealthSummary.of(row)));
            }
        }
        var page = Page.of(entries, request, entry -> Cursor.of(entry.name().toLowerCase(Locale.ROOT), entry.id()));
        return new HealthBoard(totals, page.items(), page.nextCursor());
    }
}

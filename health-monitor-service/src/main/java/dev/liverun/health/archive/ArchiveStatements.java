package dev.liverun.health.archive;

import dev.liverun.health.archive.ArchiveFile.Line;
import dev.liverun.health.archive.ArchiveFile.Section;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What archiving asks of the database. */
@ApplicationScoped
class ArchiveStatements {

    private static final String OVERFULL =
            "select endpoint_id from endpoint_health where stored > $1 order by stored desc, endpoint_id limit $2";

    private static final String SURPLUS = """
            select c.endpoint_id, c.id, c.checked_at,
                   cast(json_build_object(
                        'id', c.id, 'endpoint_id', c.endpoint_id, 'status', c.status, 'reason', c.reason,
                        'response_time_ms', c.response_time_ms, 'status_code', c.status_code,
                        'error_message', c.error_message,
                        'checked_at', to_char(c.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                        'session_ids', array(select l.session_id from integration_health_status_sessions l
                                              where l.health_status_id = c.id order by l.session_id),
                        'metadata', c.metadata) as text) as line
              from unnest($1::uuid[]) as e (id)
             cross join lateral (select k.checked_at, k.id from integration_health_status k
                                  where k.endpoint_id = e.id
                                  order by k.checked_at desc, k.id desc offset $2 limit 1) as newest_gone
              join lateral (select * from integration_health_status o
                             where o.endpoint_id = e.id
                               and (o.checked_at, o.id) <= (newest_gone.checked_at, newest_gone.id)) c on true
             order by c.endpoint_id, c.checked_at, c.id
            """;

    private static final String INDEX = """
            insert into health_archive (id, endpoint_id, file, position, length, checks, first_at, last_at)
            select gen_random_uuid(), endpoint_id, $1, position, length, checks, first_at, last_at
              from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::integer[], $6::timestamptz[], $7::timestamptz[])
                as s (endpoint_id, position, length, checks, first_at, last_at)
            """;

    private static final String REMOVE = """
            with gone as (
                delete from integration_health_status c using unnest($1::uuid[], $2::uuid[]) as g (endpoint_id, id)
                 where c.endpoint_id = g.endpoint_id and c.id = g.id
             returning c.endpoint_id),
            counted as (select endpoint_id, count(*) as checks from gone group by endpoint_id),
            fewer as (
                update endpoint_health h set stored = h.stored - c.checks
                  from counted c where c.endpoint_id = h.endpoint_id)
            select count(*) from gone
            """;

    /** As when checks are recorded: the schedule's rows first, in the order of ids, and then whatever belongs to them. */
    private static final String LOCK =
            "select 1 from check_schedule where endpoint_id = any ($1) order by endpoint_id for update";

    /** Somebody else has moved some of the checks meanwhile: a transaction ends by it, and nothing of it stays. */
    private static final class MovedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Pool pool;

    ArchiveStatements(Pool pool) {
        this.pool = pool;
    }

    Uni<List<UUID>> overfull(int more, int most) {
        return pool.preparedQuery(OVERFULL).execute(Tuple.of(more, most)).map(rows -> {
            var endpoints = new ArrayList<UUID>();
            rows.forEach(row -> endpoints.add(row.getUUID(0)));
            return endpoints;
        });
    }

    /** All but the latest {@code keep} of each, oldest first. */
    Uni<Map<UUID, List<Line>>> surplus(List<UUID> endpoints, int keep) {
        return pool.preparedQuery(SURPLUS)
                .execute(Tuple.of(endpoints.toArray(UUID[]::new), keep))
                .map(rows -> {
                    Map<UUID, List<Line>> surplus = new LinkedHashMap<>();
                    for (Row row : rows) {
                        surplus.computeIfAbsent(row.getUUID("endpoint_id"), first -> new ArrayList<>())
                                .add(new Line(
                                        row.getUUID("id"),
                                        row.getOffsetDateTime("checked_at").toInstant(),
                                        row.getString("line")));
                    }
                    return surplus;
                });
    }

    /**
     * From now on they are in the file, and no longer in the table. False when some were gone from the table already: then
     * nothing is changed, and nothing points to the file.
     */
    Uni<Boolean> moved(String file, List<Section> sections, Map<UUID, List<Line>> surplus) {
        var endpoints = new ArrayList<UUID>();
        var ids = new ArrayList<UUID>();
        surplus.forEach((endpoint, lines) -> lines.forEach(line -> {
            endpoints.add(endpoint);
            ids.add(line.checkId());
        }));
        return pool.withTransaction(connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of((Object) surplus.keySet().toArray(UUID[]::new)))
                        .chain(() -> connection
                                .preparedQuery(REMOVE)
                                .execute(Tuple.of(endpoints.toArray(UUID[]::new), ids.toArray(UUID[]::new))))
                        .chain(removed -> removed.iterator().next().getLong(0) == ids.size()
                                ? index(connection, file, sections).replaceWith(true)
                                : Uni.createFrom().<Boolean>failure(new MovedMeanwhile())))
                .onFailure(MovedMeanwhile.class)
                .recoverWithItem(false);
    }

    private static Uni<Void> index(SqlConnection connection, String file, List<Section> sections) {
        return connection
                .preparedQuery(INDEX)
                .execute(Tuple.tuple()
                        .addValue(file)
                        .addValue(sections.stream().map(Section::endpointId).toArray(UUID[]::new))
                        .addValue(sections.stream().map(Section::position).toArray(Long[]::new))
                        .addValue(sections.stream().map(Section::length).toArray(Long[]::new))
                        .addValue(sections.stream().map(Section::checks).toArray(Integer[]::new))
                        .addValue(sections.stream()
                                .map(section -> section.firstAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                        .addValue(sections.stream()
                                .map(section -> section.lastAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    Uni<Boolean> isIndexed(String file) {
        return pool.preparedQuery("select exists (select 1 from health_archive where file = $1)")
                .execute(Tuple.of(file))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}

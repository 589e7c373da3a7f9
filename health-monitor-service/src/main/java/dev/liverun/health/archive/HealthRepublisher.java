package dev.liverun.health.archive;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.republish.Pages;
import dev.liverun.events.republish.Republisher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells once more the confirmed statuses, and those checks that were made for sessions or are the latest of their endpoint:
 * first those in the table, then the archived ones, so that none is missed that is moved meanwhile. A section whose file is gone
 * is left out.
 */
@ApplicationScoped
class HealthRepublisher implements Republisher {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String STATUSES = """
            select h.endpoint_id, e.name, h.status, h.reason, h.since, h.sequence
              from endpoint_health h join integration_endpoints e on e.id = h.endpoint_id
             where h.endpoint_id > $1 and h.status is not null and h.since is not null
             order by h.endpoint_id limit 500
            """;

    private static final String CHECKS = """
            select c.id, c.endpoint_id, e.name, c.status, c.response_time_ms, c.status_code, c.error_message, c.checked_at,
                   cast(c.metadata as text) as metadata,
                   array(select l.session_id from integration_health_status_sessions l
                          where l.health_status_id = c.id order by l.session_id) as session_ids
              from integration_health_status c
              join integration_endpoints e on e.id = c.endpoint_id
              left join endpoint_health h on h.endpoint_id = c.endpoint_id
             where (c.endpoint_id, c.id) > ($1, $2)
               and (c.id = h.last_check_id
                    or exists (select from integration_health_status_sessions l where l.health_status_id = c.id))
             order by c.endpoint_id, c.id limit 500
            """;

    private static final String SECTION = """
            select a.id, a.file, a.position, a.length, e.name
              from health_archive a join integration_endpoints e on e.id = a.endpoint_id
             where a.id > $1 order by a.id limit 1
            """;

    private final Pool pool;
    private final ArchiveSections sections;

    HealthRepublisher(Pool pool, ArchiveSections sections) {
        this.pool = pool;
        this.sections = sections;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.HEALTH_CHANGED, EventType.HEALTH_CHECKED);
    }

    @Override
    public Pages begin() {
        return Pages.by(event -> event.subject(), this::statuses).then(checks()).then(archived());
    }

    private Uni<List<Event<?>>> statuses(UUID last) {
        return pool.preparedQuery(STATUSES)
                .execute(Tuple.of(last))
                .map(rows -> events(rows, HealthRepublisher::changed));
    }

    private Pages checks() {
        var last = new AtomicReference<@Nullable HealthChecked>();
        return () -> {
            var seen = last.get();
            return pool.preparedQuery(CHECKS)
                    .execute(Tuple.of(seen == null ? FIRST : seen.endpointId(), seen == null ? FIRST : seen.id()))
                    .map(rows -> events(rows, HealthRepublisher::checked))
                    .invoke(page -> {
                        if (!page.isEmpty()) {
                            last.set((HealthChecked) page.get(page.size() - 1).data());
                        }
                    });
        };
    }

    private Pages archived() {
        var last = new AtomicReference<>(FIRST);
        return () -> nextSection(last);
    }

    /** A section without a check of a session is no page, and would be taken for the end. */
    private Uni<List<Event<?>>> nextSection(AtomicReference<UUID> last) {
        return pool.preparedQuery(SECTION).execute(Tuple.of(last.get())).chain(rows -> {
            for (Row row : rows) {
                last.set(row.getUUID("id"));
                return section(row)
                        .chain(page -> page.isEmpty()
                                ? nextSection(last)
                                : Uni.createFrom().item(page));
            }
            return Uni.createFrom().item(List.<Event<?>>of());
        });
    }

    private Uni<List<Event<?>>> section(Row row) {
        var name = row.getString("name");
        return sections.read(row).map(text -> text.orElse("")
                .lines()
                .map(JsonObject::new)
                .filter(line -> !line.getJsonArray("session_ids").isEmpty())
                .map(line -> archived(line, name))
                .collect(Collectors.<Event<?>>toList()));
    }

    private static Event<?> changed(Row row) {
        var since = row.getOffsetDateTime("since").toInstant();
        return Event.state(
                new HealthChanged(
                        row.getUUID("endpoint_id"),
                        row.getString("name"),
                        null,
                        HealthStatus.valueOf(row.getString("status")),
                        row.getString("reason"),
                        since,
                        List.of()),
                row.getLong("sequence"),
                since);
    }

    private static Event<?> checked(Row row) {
        return checked(
                row.getUUID("id"),
                row.getUUID("endpoint_id"),
                row.getString("name"),
                List.of(row.getArrayOfUUIDs("session_ids")),
                row.getString("status"),
                row.getInteger("response_time_ms"),
                row.getInteger("status_code"),
                row.getString("error_message"),
                row.getOffsetDateTime("checked_at").toInstant(),
                new JsonObject(row.getString("metadata")));
    }

    private static Event<?> archived(JsonObject line, String name) {
        return checked(
                UUID.fromString(line.getString("id")),
                UUID.fromString(line.getString("endpoint_id")),
                name,
                line.getJsonArray("session_ids").stream()
                        .map(id -> UUID.fromString((String) id))
                        .toList(),
                line.getString("status"),
                line.getInteger("response_time_ms"),
                line.getInteger("status_code"),
                line.getString("error_message"),
                Instant.parse(line.getString("checked_at")),
                line.getJsonObject("metadata"));
    }

    private static Event<?> checked(
            UUID id,
            UUID endpointId,
            String name,
            List<UUID> sessions,
            String status,
            @Nullable Integer responseTimeMs,
            @Nullable Integer statusCode,
            @Nullable String errorMessage,
            Instant at,
            JsonObject metadata) {
        return Event.fact(
                id,
                new HealthChecked(
                        id,
                        endpointId,
                        name,
                        sessions,
                        HealthStatus.valueOf(status),
                        responseTimeMs,
                        statusCode,
                        errorMessage,
                        at,
                        metadata.getMap()),
                at);
    }

    private static List<Event<?>> events(RowSet<Row> rows, Function<Row, Event<?>> event) {
        return StreamSupport.stream(rows.spliterator(), false).map(event).collect(Collectors.toList());
    }
}

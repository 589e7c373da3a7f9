package dev.liverun.health.archive;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import dev.liverun.health.summary.KnownEndpoints;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/integrations/{id}/health/archive")
@Tag(name = "Health")
public class ArchiveResource {

    static final String JSON_LINES = "application/x-ndjson";

    private static final String PAGE = """
            select id, checks, first_at, last_at, length, archived_at, missing_since from health_archive
             where endpoint_id = $1 and ($2::timestamptz is null or (last_at, id) < ($2, $3))
             order by last_at desc, id desc
             limit $4
            """;
    private static final String ONE =
            "select id, file, position, length from health_archive where endpoint_id = $1 and id = $2";

    /**
     * Checks that are no longer in the table.
     *
     * @param bytes compressed
     * @param missingSince when it was found that its file is gone; null while it is there
     */
    record Section(
            UUID id,
            int checks,
            Instant from,
            Instant to,
            long bytes,
            Instant archivedAt,
            @Nullable Instant missingSince) {}

    private final Pool pool;
    private final ArchiveSections sections;
    private final KnownEndpoints endpoints;

    ArchiveResource(Pool pool, ArchiveSections sections, KnownEndpoints endpoints) {
        this.pool = pool;
        this.sections = sections;
        this.endpoints = endpoints;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The archived checks: sections of about two hundred, newest first")
    public Uni<Page<Section>> list(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
        var cursor = page.cursor();
        return endpoints
                .mustExist(id)
                .chain(() -> pool.preparedQuery(PAGE)
                        .execute(Tuple.of(
                                id,
                                cursor == null ? null : utc(cursor.instant(0)),
                                cursor == null ? null : cursor.uuid(1),
                                page.rows())))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ArchiveResource::section)
                                .toList(),
                        page,
                        section -> Cursor.of(section.to(), section.id())));
    }

    @GET
    @Path("/{section}")
    @Produces(JSON_LINES)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The checks of a section, one JSON object per line, oldest first")
    public Uni<String> read(@PathParam("id") UUID id, @PathParam("section") UUID section) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id, section)).chain(rows -> {
            for (Row row : rows) {
                return sections.read(row)
                        .map(content -> content.orElseThrow(() -> new NotFound("archive section", section)));
            }
            return Uni.createFrom().failure(new NotFound("archive section", section));
        });
    }

    private static Section section(Row row) {
        var missing = row.getOffsetDateTime("missing_since");
        return new Section(
                row.getUUID("id"),
                row.getInteger("checks"),
                row.getOffsetDateTime("first_at").toInstant(),
                row.getOffsetDateTime("last_at").toInstant(),
                row.getLong("length"),
                row.getOffsetDateTime("archived_at").toInstant(),
                missing == null ? null : missing.toInstant());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}

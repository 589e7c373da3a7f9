package dev.liverun.feedback.handling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.reports.FieldChange;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was done to a report. */
@Path("/feedback/{id}/history")
@Tag(name = "feedback")
public class HistoryResource {

    private static final TypeReference<List<FieldChange>> CHANGES = new TypeReference<>() {};

    // The report's own row comes with each, and alone when there is no page: so one that does not exist is known.
    private static final String READ = """
            select entry.id, entry.version, entry.at, entry.actor, entry.action, entry.changes::text as changes
              from feedback_reports report
              left join lateral (
                  select * from feedback_history
                   where feedback_id = report.id and ($2::uuid is null or id > $2) order by id limit $3) entry on true
             where report.id = $1
             order by entry.id
            """;

    /**
     * One change.
     *
     * @param version the report's, afterwards
     * @param action filed, changed, withdrawn, restored, merged, linked, attachment-added, attachment-removed
     */
    public record HistoryEntry(
            UUID id, long version, Instant at, String actor, String action, List<FieldChange> changes) {}

    private final Pool pool;
    private final ObjectMapper mapper;

    HistoryResource(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Every change of a report, the oldest first")
    public Uni<Page<HistoryEntry>> list(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
        var cursor = page.cursor();
        return pool.preparedQuery(READ)
                .execute(Tuple.of(id, cursor == null ? null : cursor.uuid(0), page.rows()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new NotFound("feedback", id);
                    }
                    var entries = StreamSupport.stream(rows.spliterator(), false)
                            .filter(row -> row.getUUID("id") != null)
                            .map(this::entry)
                            .toList();
                    return Page.of(entries, page, entry -> Cursor.of(entry.id()));
                });
    }

    private HistoryEntry entry(Row row) {
        try {
            return new HistoryEntry(
                    row.getUUID("id"),
                    row.getLong("version"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("actor"),
                    row.getString("action"),
                    mapper.readValue(row.getString("changes"), CHANGES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("feedback_history holds what was not written here", e);
        }
    }
}

package dev.liverun.feedback.github.conflicts;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.github.conflicts.ConflictResource.ConflictResponse;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Every conflict that waits for somebody. */
@Path("/github/conflicts")
@Tag(name = "github")
public class OpenConflictsResource {

    private final Conflicts conflicts;

    OpenConflictsResource(Conflicts conflicts) {
        this.conflicts = conflicts;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Conflicts that nobody has settled, the oldest first")
    public Uni<Page<ConflictResponse>> open(@Valid @BeanParam PageRequest page) {
        var cursor = page.cursor();
        return conflicts
                .open(
                        cursor == null ? null : cursor.instant(0).atOffset(ZoneOffset.UTC),
                        cursor == null ? null : cursor.uuid(1),
                        page.rows())
                .map(found -> Page.of(found, page, conflict -> Cursor.of(conflict.foundAt(), conflict.id()))
                        .map(ConflictResponse::of));
    }
}

package dev.liverun.health.board;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/health-board")
@Tag(name = "Health")
public class BoardResource {

    private static final int MOST = 10_000;

    private final BoardQuery query;

    BoardResource(BoardQuery query) {
        this.query = query;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All integrations with their confirmed status; a board wants them all, so pages are large")
    public Uni<HealthBoard> board(
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(MOST) int limit,
            @QueryParam("cursor") @Nullable Cursor cursor) {
        return query.board(limit, cursor);
    }
}

package dev.liverun.health.board;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/health-board")
@Tag(name = "Health")
public class BoardResource {

    private static final int MOST = 10_000;

    private final Board board;

    BoardResource(Board board) {
        this.board = board;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All integrations with their confirmed status; a board wants them all, so pages are large")
    @APIResponse(
            responseCode = "200",
            description = "The board",
            content = @Content(schema = @Schema(implementation = HealthBoard.class)))
    public Uni<Buffer> board(
            @BeanParam BoardFilter filter,
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(MOST) int limit,
            @QueryParam("cursor") @Nullable Cursor cursor) {
        return board.read().map(entries -> BoardPage.of(filter.apply(entries), limit, cursor));
    }
}

package dev.liverun.runner.retention;

import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What retention would do. */
@Path("/operations/test-runner/retention")
@Tag(name = "operations")
public class RetentionResource {

    private final Retention retention;

    RetentionResource(Retention retention) {
        this.retention = retention;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Dry run: how many runs and results would be deleted now")
    public Uni<RetentionResponse> dryRun() {
        return retention.dryRun();
    }
}

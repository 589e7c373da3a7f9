package dev.liverun.health.probe;

import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/integrations/{id}/health/batch")
@Tag(name = "Health")
public class ProbeResource {

    private final ProbeRecorder recorder;

    ProbeResource(ProbeRecorder recorder) {
        this.recorder = recorder;
    }

    @POST
    @RolesAllowed(Roles.SERVICE)
    @Operation(
            summary = "Record checks that a remote probe made",
            description =
                    "Each has an id of the probe's own; posting it again changes nothing. They are history and count in"
                            + " trends; the confirmed status stays what Liverun's own checks say.")
    public Uni<ProbeResult> record(@PathParam("id") UUID id, @Valid @NotNull ProbeBatch batch) {
        return recorder.record(id, batch);
    }
}

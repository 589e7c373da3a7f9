package dev.liverun.api.notes;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Nobody said who may call this. */
@Path("/undecided")
public class UndecidedResource {

    @GET
    @Operation(hidden = true)
    public String get() {
        return "secret";
    }
}

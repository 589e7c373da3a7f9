package dev.liverun.api.notes;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Calls itself as if it were another service. */
@Path("/sibling")
public class SiblingResource {

    private final Caller caller;

    SiblingResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Path("/calls")
    @PermitAll
    @Operation(hidden = true)
    public Uni<SiblingClient.Seen> calls(HttpServerRequest request) {
        return RestClientBuilder.newBuilder()
                .baseUri(URI.create("http://127.0.0.1:" + request.localAddress().port() + "/api/v1"))
                .build(SiblingClient.class)
                .seen();
    }

    @GET
    @Path("/seen")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public SeenAndMore seen(@HeaderParam("X-Correlation-Id") String correlation) {
        return new SeenAndMore(correlation, caller.subject(), caller.has(Roles.VIEWER), "more than the client knows");
    }

    record SeenAndMore(String correlation, String subject, boolean mayRead, String more) {}
}

package dev.liverun.health.session;

import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask session-service. */
@Path("/api/v1/sessions")
@RegisterRestClient(configKey = "session-peer")
@RegisterProvider(SiblingHeaders.class)
@RegisterProvider(SiblingJson.class)
interface SessionApi {

    /** All that matters of its answer. */
    record Known(UUID id) {}

    @GET
    @Path("/{id}")
    Uni<Known> get(@PathParam("id") UUID id);
}

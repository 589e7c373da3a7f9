package dev.liverun.runner.peers;

import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of session-service's API that is asked. */
@RegisterRestClient(configKey = "session-peer")
@RegisterProvider(SiblingHeaders.class)
@RegisterProvider(SiblingJson.class)
@Path("/api/v1/sessions")
interface SessionApi {

    @GET
    @Path("/{id}")
    Uni<PeerSession> get(@PathParam("id") UUID id);
}

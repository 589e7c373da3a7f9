package dev.liverun.feedback.peers;

import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.SessionStatus;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask session-service. */
@Path("/api/v1/sessions")
@RegisterRestClient(configKey = "session-peer")
@RegisterProvider(SiblingHeaders.class)
@RegisterProvider(SiblingJson.class)
interface SessionApi {

    /** What we need of its answer. */
    record Session(
            UUID id,
            String name,
            SessionStatus status,
            String testerId,
            List<Participant> participants,
            Map<String, Object> configuration,
            long version) {}

    @GET
    @Path("/{id}")
    Uni<Session> get(@PathParam("id") UUID id);
}

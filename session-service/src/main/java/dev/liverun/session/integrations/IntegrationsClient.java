package dev.liverun.session.integrations;

import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask health-monitor-service. */
@Path("/api/v1/integrations")
@RegisterRestClient(configKey = "health-monitor")
@RegisterProvider(SiblingHeaders.class)
@RegisterProvider(SiblingJson.class)
interface IntegrationsClient {

    /** What we need of its answer. */
    record Integration(UUID id, String name, String baseUrl, boolean enabled) {}

    @GET
    @Path("/{id}")
    Uni<Integration> get(@PathParam("id") UUID id);
}

package dev.liverun.api.notes;

import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@Path("/sibling")
@RegisterRestClient(configKey = "sibling")
@RegisterProvider(SiblingHeaders.class)
@RegisterProvider(SiblingJson.class)
public interface SiblingClient {

    @GET
    @Path("/seen")
    Uni<Seen> seen();

    record Seen(String correlation, String subject, boolean mayRead) {}
}

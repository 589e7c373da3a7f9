package dev.liverun.feedback.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What we ask test-runner-service. */
@Path("/api/v1/results")
@RegisterRestClient(configKey = "test-runner-peer")
@RegisterProvider(SiblingHeaders.class)
@RegisterProvider(SiblingJson.class)
interface ResultApi {

    /** What we need of its answer. */
    record Result(
            UUID id,
            UUID sessionId,
            UUID endpointId,
            @Nullable String endpointName,
            String testName,
            @Nullable String status,
            @Nullable Instant completedAt,
            @Nullable String errorDetails,
            @Nullable String failureClass,
            @Nullable JsonNode requestData) {}

    @GET
    @Path("/{id}")
    Uni<Result> get(@PathParam("id") UUID id);
}

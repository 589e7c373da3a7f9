package dev.liverun.health.preset;

import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.health.definition.EndpointRequest;
import dev.liverun.health.endpoint.EndpointAnswers;
import dev.liverun.health.endpoint.EndpointResponse;
import dev.liverun.health.endpoint.EndpointService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/integrations/presets")
@Tag(name = "Integrations")
public class PresetResource {

    private final Presets presets;
    private final EndpointService endpoints;
    private final Idempotency idempotency;
    private final Caller caller;

    PresetResource(Presets presets, EndpointService endpoints, Idempotency idempotency, Caller caller) {
        this.presets = presets;
        this.endpoints = endpoints;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The integrations that Liverun knows already")
    public Page<Preset> list() {
        return new Page<>(presets.all(), null);
    }

    @POST
    @Path("/{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Register one of them; the body says what is to differ")
    public Uni<RestResponse<EndpointResponse>> register(
            @PathParam("name") String name, @Nullable PresetRequest differing) {
        var wanted = differing == null ? PresetRequest.AS_IT_IS : differing;
        var request = request(presets.named(name), wanted);
        return idempotency.once(
                request, () -> endpoints.register(request, caller).map(EndpointAnswers::registered));
    }

    private static EndpointRequest request(Preset preset, PresetRequest wanted) {
        var baseUrl = orElse(wanted.baseUrl(), preset.baseUrl());
        if (baseUrl == null) {
            throw new Invalid("base_url", "is needed: " + preset.name() + " has no public address");
        }
        return new EndpointRequest(
                orElse(wanted.name(), preset.name()),
                baseUrl,
                under(baseUrl, preset.healthPath()),
                preset.authType(),
                orElse(wanted.credential(), preset.credential()),
                preset.apiKeyHeader(),
                preset.tokenPath() == null ? null : under(baseUrl, preset.tokenPath()),
                preset.oauthScope(),
                orElse(wanted.rateLimitPerMinute(), preset.rateLimitPerMinute()),
                orElse(wanted.timeoutSeconds(), preset.timeoutSeconds()),
                wanted.retryAttempts(),
                wanted.enabled(),
                orElse(wanted.tags(), List.of(preset.name())),
                null,
                null,
                wanted.checkIntervalSeconds(),
                preset.healthCheck(),
                null);
    }

    private static String under(String baseUrl, String path) {
        return path.isEmpty() ? baseUrl : baseUrl.replaceAll("/+$", "") + path;
    }

    private static <T> @Nullable T orElse(@Nullable T wanted, @Nullable T usual) {
        return wanted == null ? usual : wanted;
    }
}

package dev.liverun.health.exchange;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/integrations")
@Tag(name = "Integrations")
public class ExchangeResource {

    private static final String YAML = "application/yaml";

    private final EndpointImport exchange;
    private final Caller caller;

    ExchangeResource(EndpointImport exchange, Caller caller) {
        this.exchange = exchange;
        this.caller = caller;
    }

    @GET
    @Path("/export")
    @Produces(YAML)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All integrations as YAML, to be kept beside the code and imported again")
    public Uni<String> export() {
        return exchange.export();
    }

    @POST
    @Path("/import")
    @Consumes({YAML, "application/x-yaml", MediaType.TEXT_PLAIN})
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Make the integrations be what a YAML document says",
            description = "Found by name; all or nothing. With dry_run it is only shown what would change.")
    public Uni<ImportResult> run(
            @NotNull String document,
            @QueryParam("dry_run") @DefaultValue("false") boolean dryRun,
            @Parameter(description = "Remove what the document does not name.")
                    @QueryParam("prune")
                    @DefaultValue("false")
                    boolean prune) {
        return exchange.run(document, dryRun, prune, caller);
    }
}

package dev.liverun.runner.runs;

import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.runner.intents.IntentQueries;
import dev.liverun.runner.intents.IntentResponse;
import dev.liverun.runner.intents.Orphans;
import dev.liverun.runner.spend.SpendQueries;
import dev.liverun.runner.spend.SpendQueries.SpendResponse;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What tests left outside that a person has to look at, and what they spent. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class OrphanResource {

    /** What somebody found out. */
    public record ResolveRequest(
            @NotNull Boolean happened,
            @NotBlank @Size(max = 500) String reason) {}

    private final IntentQueries intents;
    private final Orphans orphans;
    private final SpendQueries spend;
    private final RunService runs;
    private final Caller caller;

    OrphanResource(IntentQueries intents, Orphans orphans, SpendQueries spend, RunService runs, Caller caller) {
        this.intents = intents;
        this.orphans = orphans;
        this.spend = spend;
        this.runs = runs;
        this.caller = caller;
    }

    @GET
    @Path("/sessions/{id}/runs/orphans")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Steps of the session of which nobody knows what became, or that could not be undone")
    public Uni<Page<IntentResponse>> ofSession(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
        return runs.session(id).chain(() -> intents.orphans(id, page));
    }

    @GET
    @Path("/runs/orphans")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "The same of all sessions")
    public Uni<Page<IntentResponse>> all(@Valid @BeanParam PageRequest page) {
        return intents.orphans(null, page);
    }

    @POST
    @Path("/runs/{id}/intents/{intent}/resolve")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Say what became of such a step; it is not listed any more")
    public Uni<RunResponse> resolve(
            @PathParam("id") UUID id, @PathParam("intent") UUID intent, @NotNull @Valid ResolveRequest request) {
        return mayChange(id)
                .chain(() -> orphans.resolve(id, intent, request.happened(), request.reason(), caller))
                .chain(() -> runs.get(id));
    }

    @POST
    @Path("/runs/{id}/intents/{intent}/undo")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Try an undo that failed once more")
    public Uni<RunResponse> undo(@PathParam("id") UUID id, @PathParam("intent") UUID intent) {
        return mayChange(id).chain(() -> orphans.undoAgain(id, intent, caller)).chain(() -> runs.get(id));
    }

    @GET
    @Path("/sessions/{id}/runs/spend")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What the session's money steps spent, by unit and step")
    public Uni<SpendResponse> spend(@PathParam("id") UUID id) {
        return runs.session(id).chain(() -> spend.ofSession(id));
    }

    private Uni<Void> mayChange(UUID runId) {
        return runs.get(runId)
                .chain(run -> runs.session(run.sessionId()))
                .invoke(session -> {
                    if (!session.testableBy(caller)) {
                        throw new Forbidden("Only testers who take part in the session, and operators, settle this.");
                    }
                })
                .replaceWithVoid();
    }
}

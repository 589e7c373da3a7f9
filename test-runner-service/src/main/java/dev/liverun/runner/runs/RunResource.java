package dev.liverun.runner.runs;

import dev.liverun.api.Created;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.runner.execution.RunExecutor;
import dev.liverun.runner.planning.PreviewResponse;
import dev.liverun.runner.planning.RunRequest;
import dev.liverun.runner.running.RunView;
import dev.liverun.runner.running.RunnerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Runs of several tests. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunResource {

    private final RunService runs;
    private final RunExecutor executor;
    private final Idempotency idempotency;
    private final RunnerConfig config;
    private final Caller caller;

    RunResource(RunService runs, RunExecutor executor, Idempotency idempotency, RunnerConfig config, Caller caller) {
        this.runs = runs;
        this.executor = executor;
        this.idempotency = idempotency;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @Path("/sessions/{id}/runs")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Run several tests",
            description = "Answers 202 at once, or 201 with the ended run if it ends within Prefer: wait.")
    public Uni<RestResponse<RunResponse>> start(
            @PathParam("id") UUID id,
            @HeaderParam("Prefer") @Nullable String prefer,
            @NotNull @Valid RunRequest request) {
        Waiting waiting = Waiting.asked(prefer, Duration.ZERO, config.maxWait());
        var created = new AtomicReference<@Nullable RunView>();
        return runs.plan(id, request.all(), "tests[%d].", caller).chain(planned -> idempotency
                .onceOnConnection(request, transaction -> runs.create(
                                id, planned, RunService.Wishes.of(request), caller, transaction)
                        .invoke(created::set)
                        .map(run -> Answers.accepted("/runs/" + run.id(), RunResponse.of(run))))
                .chain(answer -> {
                    RunView run = created.get();
                    return run == null
                            ? Uni.createFrom().item(answer)
                            : Answers.within(waiting, executor.start(run, planned))
                                    .chain(ended -> ended
                                            ? runs.get(run.id()).map(whole -> Created.at("/runs/" + run.id(), whole))
                                            : Uni.createFrom().item(answer));
                }));
    }

    @POST
    @Path("/sessions/{id}/runs/preview")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Dry run: what a run would send, and nothing else",
            description = "Its confirmation, given with the run, makes the run send exactly this.")
    public Uni<PreviewResponse> preview(@PathParam("id") UUID id, @NotNull @Valid RunRequest request) {
        return runs.plan(id, request.all(), "tests[%d].", caller).chain(planned -> runs.preview(id, planned));
    }

    @GET
    @Path("/sessions/{id}/runs")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List a session's runs, newest first")
    public Uni<Page<RunResponse>> list(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
        return runs.list(id, page);
    }

    @GET
    @Path("/runs/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a run with its results and intents")
    public Uni<RunResponse> get(@PathParam("id") UUID id) {
        return runs.get(id);
    }

    @POST
    @Path("/runs/{id}/cancel")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "End a run early",
            description = "A step that changes something is waited for; then what the run left outside is undone.")
    public Uni<RestResponse<RunResponse>> cancel(@PathParam("id") UUID id, @Valid @Nullable CancelRequest request) {
        return runs.cancel(id, request == null ? null : request.reason(), caller)
                .map(run -> Answers.accepted("/runs/" + id, run));
    }
}

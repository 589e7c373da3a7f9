package dev.liverun.runner.runs;

import dev.liverun.api.Created;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.runner.execution.RunExecutor;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.planning.TestRequest;
import dev.liverun.runner.results.OverrideRequest;
import dev.liverun.runner.results.Overrides;
import dev.liverun.runner.results.ResultFilter;
import dev.liverun.runner.results.ResultQueries;
import dev.liverun.runner.results.ResultResponse;
import dev.liverun.runner.results.ResultSummary;
import dev.liverun.runner.running.RunView;
import dev.liverun.runner.running.RunnerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Results, and the running of a single test, which is a run of one. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Results")
public class ResultResource {

    private final RunService runs;
    private final RunExecutor executor;
    private final ResultQueries results;
    private final Overrides overrides;
    private final Idempotency idempotency;
    private final RunnerConfig config;
    private final Caller caller;

    ResultResource(
            RunService runs,
            RunExecutor executor,
            ResultQueries results,
            Overrides overrides,
            Idempotency idempotency,
            RunnerConfig config,
            Caller caller) {
        this.runs = runs;
        this.executor = executor;
        this.results = results;
        this.overrides = overrides;
        this.idempotency = idempotency;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @Path("/sessions/{id}/results")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Run one test against one endpoint",
            description = "Answers 201 with the result if it ends within Prefer: wait, else 202.")
    public Uni<RestResponse<ResultResponse>> run(
            @PathParam("id") UUID id,
            @HeaderParam("Prefer") @Nullable String prefer,
            @NotNull @Valid TestRequest request) {
        Waiting waiting = Waiting.asked(prefer, config.defaultWait(), config.maxWait());
        var created = new AtomicReference<@Nullable RunView>();
        return runs.plan(id, List.of(request), "", caller)
                .invoke(ResultResource::mustBeOne)
                .chain(planned -> idempotency
                        .onceOnConnection(request, transaction -> runs.create(
                                        id,
                                        planned,
                                        new RunService.Wishes(1, null, request.confirmation()),
                                        caller,
                                        transaction)
                                .invoke(created::set)
                                .map(run -> Answers.accepted(path(planned), Pending.result(run, planned.get(0)))))
                        .chain(answer -> {
                            RunView run = created.get();
                            return run == null
                                    ? Uni.createFrom().item(answer)
                                    : Answers.within(waiting, executor.start(run, planned))
                                            .chain(ended -> ended
                                                    ? get(planned.get(0).resultId())
                                                            .map(result -> Created.at(path(planned), result))
                                                    : Uni.createFrom().item(answer));
                        }));
    }

    private static void mustBeOne(List<PlannedTest> planned) {
        if (planned.size() != 1) {
            throw new Invalid(
                    "test_name", "has " + planned.size() + " rows of data; POST /sessions/{id}/runs runs them all");
        }
    }

    private static String path(List<PlannedTest> planned) {
        return "/results/" + planned.get(0).resultId();
    }

    @GET
    @Path("/sessions/{id}/results")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List a session's results, the latest first")
    public Uni<Page<ResultSummary>> list(
            @PathParam("id") UUID id, @BeanParam ResultFilter filter, @Valid @BeanParam PageRequest page) {
        return runs.session(id).chain(() -> results.ofSession(id, filter, page));
    }

    @GET
    @Path("/results/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a result with what was sent and received")
    public Uni<ResultResponse> get(@PathParam("id") UUID id) {
        return results.find(id).map(result -> result.orElseThrow(() -> new NotFound("result", id)));
    }

    @PUT
    @Path("/results/{id}/failure-class")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Say who is at fault, where the rules are wrong",
            description = "With a reason. What the rules said stays readable (override.instead).")
    public Uni<ResultResponse> reclassify(@PathParam("id") UUID id, @NotNull @Valid OverrideRequest request) {
        return mayJudge(id).chain(() -> overrides.put(id, request, caller)).chain(() -> get(id));
    }

    @DELETE
    @Path("/results/{id}/failure-class")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Let the rules' word hold again")
    public Uni<ResultResponse> takeBack(@PathParam("id") UUID id) {
        return mayJudge(id).chain(() -> overrides.takeBack(id, caller)).chain(() -> get(id));
    }

    private Uni<Void> mayJudge(UUID id) {
        return get(id).chain(result -> runs.session(result.sessionId()))
                .invoke(session -> {
                    if (!session.testableBy(caller)) {
                        throw new Forbidden(
                                "Only testers who take part in the session, and operators, judge its results.");
                    }
                })
                .replaceWithVoid();
    }
}

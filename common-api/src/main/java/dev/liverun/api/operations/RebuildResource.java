package dev.liverun.api.operations;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.events.rebuild.Rebuild;
import dev.liverun.events.rebuild.Rebuilds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Views of what other services own, made anew. */
@Path("/operations/{service}/rebuilds")
@Tag(name = "operations")
public class RebuildResource {

    private static final int SHOWN = 100;

    private final Rebuilds rebuilds;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Caller caller;
    private final ThisService self;

    RebuildResource(
            Rebuilds rebuilds,
            Transactions transactions,
            Idempotency idempotency,
            Audit audit,
            Caller caller,
            ThisService self) {
        this.rebuilds = rebuilds;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.audit = audit;
        this.caller = caller;
        this.self = self;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "The latest rebuilds of views, newest first")
    public Uni<Page<RebuildResponse>> list(@PathParam("service") String service) {
        self.mustBe(service);
        return rebuilds.latest(SHOWN)
                .map(found -> new Page<>(found.stream().map(this::response).toList(), null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Make a view anew from what the owners of its events have",
            description = "In the background; the view is read as it was until the new one takes its place.")
    public Uni<RestResponse<RebuildResponse>> request(
            @PathParam("service") String service, @NotNull @Valid RebuildRequest request) {
        self.mustBe(service);
        if (!rebuilds.views().contains(request.view())) {
            throw new Invalid(
                    "view",
                    rebuilds.views().isEmpty()
                            ? "this service has no view that can be made anew"
                            : "must be one of " + String.join(", ", rebuilds.views()));
        }
        return idempotency.onceOnConnection(
                request, transaction -> begin(request, transaction).map(rebuild -> accepted(service, rebuild)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "How far a rebuild is")
    public Uni<RebuildResponse> read(@PathParam("service") String service, @PathParam("id") UUID id) {
        self.mustBe(service);
        return find(id).map(this::response);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Give a rebuild up; the view stays as it is")
    public Uni<RebuildResponse> cancel(@PathParam("service") String service, @PathParam("id") UUID id) {
        self.mustBe(service);
        return find(id).chain(rebuild -> transactions.onConnection(transaction -> rebuilds.cancel(id, transaction)
                        .map(cancelled -> cancelled.orElseThrow(
                                () -> new Conflict("rebuild-over", "Over", "This rebuild has ended already.")))
                        .call(cancelled -> audit.record(transaction, entry("cancelled", cancelled)))))
                .call(rebuilds::tidy)
                .map(this::response);
    }

    private Uni<Rebuild> begin(RebuildRequest request, SqlConnection transaction) {
        return rebuilds.request(request.view(), caller.subject(), transaction)
                .map(rebuild -> rebuild.orElseThrow(() -> new Conflict(
                        "rebuild-running",
                        "Being made anew already",
                        "The view " + request.view() + " is being made anew already.")))
                .call(rebuild ->
                        audit.record(transaction, entry("requested", rebuild).because(request.reason())));
    }

    private AuditEntry entry(String what, Rebuild rebuild) {
        return AuditEntry.by(caller, "rebuild." + what, "rebuild", rebuild.id()).with("view", rebuild.view());
    }

    private Uni<Rebuild> find(UUID id) {
        return rebuilds.find(id).map(found -> found.orElseThrow(() -> new NotFound("rebuild", id)));
    }

    private RestResponse<RebuildResponse> accepted(String service, Rebuild rebuild) {
        return RestResponse.ResponseBuilder.<RebuildResponse>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/v1/operations/" + service + "/rebuilds/" + rebuild.id()))
                .entity(response(rebuild))
                .build();
    }

    private RebuildResponse response(Rebuild rebuild) {
        return RebuildResponse.of(rebuild, rebuilds.waitingFor(rebuild));
    }
}

package dev.liverun.health.maintenance;

import dev.liverun.api.Created;
import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.ETags;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.StaleVersion;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/maintenance-windows")
@Tag(name = "Maintenance windows", description = "Times at which nobody expects an integration to work.")
public class WindowResource {

    private final WindowStore store;
    private final MaintenanceCalendar calendar;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    WindowResource(
            WindowStore store,
            MaintenanceCalendar calendar,
            Transactions transactions,
            Idempotency idempotency,
            Audit audit,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.calendar = calendar;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All maintenance windows, each with whether it is going on")
    public Uni<Page<WindowResponse>> list() {
        return store.all()
                .map(all -> new Page<>(
                        all.stream()
                                .map(window -> WindowResponse.of(window, clock.instant()))
                                .toList(),
                        null));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One maintenance window")
    public Uni<RestResponse<WindowResponse>> get(@PathParam("id") UUID id) {
        return existing(id).map(this::found);
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Plan maintenance, once or again and again",
            description = "Checks go on meanwhile, marked; they count towards no uptime, and raise no alarm.")
    public Uni<RestResponse<WindowResponse>> create(@Valid @NotNull WindowRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var window = request.window(Ids.next(), caller.subject(), now, 1);
        return idempotency
                .onceOnConnection(request, connection -> store.put(connection, window)
                        .chain(() -> recorded(connection, "maintenance.planned", window))
                        .map(done -> RestResponse.ResponseBuilder.<WindowResponse>create(RestResponse.Status.CREATED)
                                .entity(WindowResponse.of(window, now))
                                .header(HttpHeaders.LOCATION, Created.BASE_PATH + "/maintenance-windows/" + window.id())
                                .header(HttpHeaders.ETAG, ETags.header(window.version()))
                                .build()))
                .call(calendar::read);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Change a maintenance window")
    public Uni<RestResponse<WindowResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull WindowRequest request) {
        var expected = IfMatch.required(ifMatch);
        return existing(id).invoke(old -> expected.check(old.version())).chain(old -> {
            var window = request.window(id, old.createdBy(), old.createdAt(), old.version() + 1);
            return transactions
                    .onConnection(connection -> store.put(connection, window)
                            .invoke(written -> mustBeWritten(written, old))
                            .chain(() -> recorded(connection, "maintenance.changed", window)))
                    .call(calendar::read)
                    .map(done -> found(window));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Cancel maintenance, or end it")
    public Uni<RestResponse<Void>> delete(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var expected = IfMatch.required(ifMatch);
        return existing(id)
                .invoke(old -> expected.check(old.version()))
                .chain(old -> transactions.onConnection(connection -> store.delete(connection, old)
                        .invoke(written -> mustBeWritten(written, old))
                        .chain(() -> recorded(connection, "maintenance.cancelled", old))))
                .call(calendar::read)
                .replaceWith(RestResponse.noContent());
    }

    private Uni<MaintenanceWindow> existing(UUID id) {
        return store.one(id).map(found -> found.orElseThrow(() -> new NotFound("maintenance window", id)));
    }

    private RestResponse<WindowResponse> found(MaintenanceWindow window) {
        return RestResponse.ResponseBuilder.ok(WindowResponse.of(window, clock.instant()))
                .header(HttpHeaders.ETAG, ETags.header(window.version()))
                .build();
    }

    private Uni<Void> recorded(SqlConnection connection, String action, MaintenanceWindow window) {
        return audit.record(
                connection,
                AuditEntry.by(caller, action, "maintenance window", window.id()).with("title", window.title()));
    }

    private static void mustBeWritten(boolean written, MaintenanceWindow old) {
        if (!written) {
            throw new StaleVersion(old.version() + 1);
        }
    }
}

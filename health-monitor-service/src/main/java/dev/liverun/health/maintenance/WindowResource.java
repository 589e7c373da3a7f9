package dev.liverun.health.maintenance;

import dev.liverun.api.paging.Page;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Ids;
import dev.liverun.health.versioned.Keeping;
import dev.liverun.health.versioned.Keeping.Kind;
import io.smallrye.mutiny.Uni;
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
    private final Keeping keeping;
    private final Caller caller;
    private final Clock clock;
    private final Kind<MaintenanceWindow, WindowResponse> kind;

    WindowResource(WindowStore store, MaintenanceCalendar calendar, Keeping keeping, Caller caller, Clock clock) {
        this.store = store;
        this.calendar = calendar;
        this.keeping = keeping;
        this.caller = caller;
        this.clock = clock;
        this.kind = new Kind<>(
                "maintenance window",
                "/maintenance-windows",
                "title",
                "maintenance.planned",
                "maintenance.changed",
                "maintenance.cancelled",
                window -> WindowResponse.of(window, clock.instant()));
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
        return keeping.get(kind, store, id);
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Plan maintenance, once or again and again",
            description = "Checks go on meanwhile, marked; they count towards no uptime, and raise no alarm.")
    public Uni<RestResponse<WindowResponse>> create(@Valid @NotNull WindowRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var window = request.window(Ids.next(), caller.subject(), now, 1);
        return keeping.add(kind, store, request, window).call(calendar::read);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Change a maintenance window")
    public Uni<RestResponse<WindowResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull WindowRequest request) {
        return keeping.replace(
                        kind,
                        store,
                        id,
                        ifMatch,
                        old -> request.window(id, old.createdBy(), old.createdAt(), old.version() + 1))
                .call(calendar::read);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Cancel maintenance, or end it")
    public Uni<RestResponse<Void>> delete(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return keeping.remove(kind, store, id, ifMatch).call(calendar::read);
    }
}

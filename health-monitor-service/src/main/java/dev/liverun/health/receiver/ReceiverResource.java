package dev.liverun.health.receiver;

import dev.liverun.api.paging.Page;
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

@Path("/alarm-receivers")
@Tag(name = "Alarms")
public class ReceiverResource {

    private static final Kind<Receiver, Receiver> KIND = new Kind<>(
            "alarm receiver",
            "/alarm-receivers",
            "name",
            "alarm-receiver.added",
            "alarm-receiver.changed",
            "alarm-receiver.removed",
            receiver -> receiver);

    private final ReceiverStore store;
    private final Keeping keeping;
    private final Clock clock;

    ReceiverResource(ReceiverStore store, Keeping keeping, Clock clock) {
        this.store = store;
        this.keeping = keeping;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Who is told of alarms")
    public Uni<Page<Receiver>> list() {
        return store.all().map(all -> new Page<>(all, null));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "One receiver")
    public Uni<RestResponse<Receiver>> get(@PathParam("id") UUID id) {
        return keeping.get(KIND, store, id);
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Have somebody told of alarms",
            description =
                    "By a signed webhook, or a message as Slack and Discord take it; from a queue, which repeats.")
    public Uni<RestResponse<Receiver>> create(@Valid @NotNull ReceiverRequest request) {
        return keeping.add(
                KIND,
                store,
                request,
                request.receiver(Ids.next(), clock.instant().truncatedTo(ChronoUnit.MICROS), 1));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Change a receiver")
    public Uni<RestResponse<Receiver>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ReceiverRequest request) {
        return keeping.replace(
                KIND, store, id, ifMatch, old -> request.receiver(id, old.createdAt(), old.version() + 1));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Remove a receiver, with what it was still to be told")
    public Uni<RestResponse<Void>> delete(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return keeping.remove(KIND, store, id, ifMatch);
    }
}

package dev.liverun.health.receiver;

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

@Path("/alarm-receivers")
@Tag(name = "Alarms")
public class ReceiverResource {

    private final ReceiverStore store;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    ReceiverResource(
            ReceiverStore store,
            Transactions transactions,
            Idempotency idempotency,
            Audit audit,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.audit = audit;
        this.caller = caller;
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
        return existing(id).map(this::found);
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Have somebody told of alarms",
            description =
                    "By a signed webhook, or a message as Slack and Discord take it; from a queue, which repeats.")
    public Uni<RestResponse<Receiver>> create(@Valid @NotNull ReceiverRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var receiver = request.receiver(Ids.next(), now, 1);
        return idempotency.onceOnConnection(request, connection -> store.put(connection, receiver)
                .chain(() -> recorded(connection, "alarm-receiver.added", receiver))
                .map(done -> RestResponse.ResponseBuilder.<Receiver>create(RestResponse.Status.CREATED)
                        .entity(receiver)
                        .header(HttpHeaders.LOCATION, Created.BASE_PATH + "/alarm-receivers/" + receiver.id())
                        .header(HttpHeaders.ETAG, ETags.header(receiver.version()))
                        .build()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Change a receiver")
    public Uni<RestResponse<Receiver>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ReceiverRequest request) {
        var expected = IfMatch.required(ifMatch);
        return existing(id).invoke(old -> expected.check(old.version())).chain(old -> {
            var receiver = request.receiver(id, old.createdAt(), old.version() + 1);
            return transactions
                    .onConnection(connection -> store.put(connection, receiver)
                            .invoke(written -> mustBeWritten(written, old))
                            .chain(() -> recorded(connection, "alarm-receiver.changed", receiver)))
                    .map(done -> found(receiver));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Remove a receiver, with what it was still to be told")
    public Uni<RestResponse<Void>> delete(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        var expected = IfMatch.required(ifMatch);
        return existing(id)
                .invoke(old -> expected.check(old.version()))
                .chain(old -> transactions.onConnection(connection -> store.delete(connection, old)
                        .invoke(written -> mustBeWritten(written, old))
                        .chain(() -> recorded(connection, "alarm-receiver.removed", old))))
                .replaceWith(RestResponse.noContent());
    }

    private Uni<Receiver> existing(UUID id) {
        return store.one(id).map(found -> found.orElseThrow(() -> new NotFound("alarm receiver", id)));
    }

    private RestResponse<Receiver> found(Receiver receiver) {
        return RestResponse.ResponseBuilder.ok(receiver)
                .header(HttpHeaders.ETAG, ETags.header(receiver.version()))
                .build();
    }

    private Uni<Void> recorded(SqlConnection connection, String action, Receiver receiver) {
        return audit.record(
                connection,
                AuditEntry.by(caller, action, "alarm receiver", receiver.id()).with("name", receiver.name()));
    }

    private static void mustBeWritten(boolean written, Receiver old) {
        if (!written) {
            throw new StaleVersion(old.version() + 1);
        }
    }
}

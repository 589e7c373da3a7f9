package dev.liverun.health.alarm;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/alarms")
@Tag(name = "Alarms", description = "What people should know about at once: one cause, one alarm, until it is over.")
public class AlarmResource {

    private static final String ACKNOWLEDGE = """
            update alarms set acknowledged_at = clock_timestamp(), acknowledged_by = $2, acknowledged_because = $3
             where id = $1 and cleared_at is null and acknowledged_at is null
            """;

    private final AlarmQueries queries;
    private final Transactions transactions;
    private final Audit audit;
    private final Caller caller;

    AlarmResource(AlarmQueries queries, Transactions transactions, Audit audit, Caller caller) {
        this.queries = queries;
        this.transactions = transactions;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Alarms, the newest first")
    public Uni<Page<AlarmResponse>> list(@BeanParam AlarmFilter filter, @Valid @BeanParam PageRequest page) {
        return queries.page(filter, page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One alarm")
    public Uni<AlarmResponse> get(@PathParam("id") UUID id) {
        return queries.one(id);
    }

    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Say that somebody takes care of it, and why; it still clears by itself")
    public Uni<AlarmResponse> acknowledge(@PathParam("id") UUID id, @Valid @NotNull AcknowledgeRequest request) {
        return transactions.onConnection(connection -> queries.one(connection, id)
                .chain(known -> acknowledged(connection, known, request))
                .chain(() -> queries.one(connection, id)));
    }

    private Uni<Void> acknowledged(SqlConnection connection, AlarmResponse alarm, AcknowledgeRequest request) {
        return connection
                .preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(alarm.id(), caller.subject(), request.reason()))
                .invoke(written -> {
                    if (written.rowCount() == 0) {
                        throw new Conflict("alarm-not-open", "Alarm not open", "It is over, or acknowledged already.");
                    }
                })
                .chain(() -> audit.record(
                        connection,
                        AuditEntry.by(caller, "alarm.acknowledged", "alarm", alarm.id())
                                .because(request.reason())));
    }
}

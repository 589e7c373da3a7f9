package dev.liverun.api.operations;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.events.deadletters.DeadLetter;
import dev.liverun.events.deadletters.DeadLetters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Records that this service could not apply. */
@Path("/operations/{service}/dead-letters")
@Tag(name = "operations")
public class DeadLettersResource {

    private final DeadLetters letters;
    private final Transactions transactions;
    private final Audit audit;
    private final Caller caller;
    private final ThisService self;

    DeadLettersResource(DeadLetters letters, Transactions transactions, Audit audit, Caller caller, ThisService self) {
        this.letters = letters;
        this.transactions = transactions;
        this.audit = audit;
        this.caller = caller;
        this.self = self;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "The newest dead letters, newest first, with the reason of each")
    public Uni<Page<DeadLetter>> list(
            @PathParam("service") String service,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(PageRequest.MAX_LIMIT) int limit) {
        self.mustBe(service);
        return letters.list(limit)
                .map(found -> new Page<>(
                        found.stream()
                                .sorted(Comparator.comparing(DeadLetter::at).reversed())
                                .limit(limit)
                                .toList(),
                        null));
    }

    @POST
    @Path("/{id}/replay")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Send a dead letter back to be applied; harmless when it is repeated")
    public Uni<DeadLetter> replay(@PathParam("service") String service, @PathParam("id") String id) {
        self.mustBe(service);
        var actor = caller.subject();
        return letters.replay(id)
                .map(found -> found.orElseThrow(() -> new NotFound("dead letter", id)))
                .call(letter -> transactions.inTransaction(() ->
                        audit.record(new AuditEntry(actor, "dead_letter.replayed", "dead_letter", id, null, Map.of())
                                .with("event_id", letter.eventId())
                                .with("event_type", letter.eventType()))));
    }
}

package dev.liverun.api.notes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What can go wrong in a resource. */
@Path("/failures")
@PermitAll
public class FailureResource {

    private final Pool pool;
    private final Caller caller;
    private final Transactions transactions;
    private final ObjectMapper mapper;

    FailureResource(Pool pool, Caller caller, Transactions transactions, ObjectMapper mapper) {
        this.pool = pool;
        this.caller = caller;
        this.transactions = transactions;
        this.mapper = mapper;
    }

    @GET
    @Path("/unexpected")
    @Operation(hidden = true)
    public Uni<String> unexpected() {
        throw new IllegalStateException("password=hunter2");
    }

    @GET
    @Path("/error")
    @Operation(hidden = true)
    public Uni<String> error() {
        throw new AssertionError("password=hunter2");
    }

    @GET
    @Path("/own-json")
    @Operation(hidden = true)
    public String ownJson() throws JsonProcessingException {
        return mapper.readValue("{\"hunter2\": 1}", CreateNoteRequest.class).title();
    }

    @GET
    @Path("/reference")
    @Operation(hidden = true)
    public Uni<String> reference() {
        return Uni.createFrom().failure(new UnknownReference("session_id", "4711"));
    }

    @GET
    @Path("/sql")
    @Operation(hidden = true)
    public Uni<String> sql(@QueryParam("statement") String statement) {
        return transactions.onConnection(
                connection -> connection.query(statement).execute().replaceWith("done"));
    }

    @GET
    @Path("/parameters/{id}")
    @Operation(hidden = true)
    public String parameters(
            @PathParam("id") UUID id,
            @QueryParam("number") Integer number,
            @QueryParam("flag") boolean flag,
            @QueryParam("status") NoteStatus status,
            @QueryParam("from") Instant from,
            @QueryParam("wait") Duration wait) {
        return String.valueOf(status);
    }

    @GET
    @Path("/plain")
    @Produces("text/plain")
    @Operation(hidden = true)
    public String plain() {
        return "plain";
    }

    @POST
    @Path("/text")
    @Operation(hidden = true)
    public int text(String body) {
        return body.length();
    }

    @GET
    @Path("/caller")
    @Operation(hidden = true)
    public Uni<String> caller() {
        return Uni.createFrom().item(caller.subject() + " " + caller.displayName());
    }

    @GET
    @Path("/database")
    @Operation(hidden = true)
    public Uni<String> database() {
        return pool.query("select 1").execute().replaceWith("there");
    }
}

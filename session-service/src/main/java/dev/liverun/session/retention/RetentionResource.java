package dev.liverun.session.retention;

import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What retention does, and would do. */
@Path("/operations/session/retention")
@Tag(name = "operations")
public class RetentionResource {

    private static final int SHOWN = 200;

    /**
     * What would go now.
     *
     * @param endedBefore sessions that ended before this, or were created before it and never started
     * @param sessions the oldest 200 of them
     */
    public record DryRun(Instant endedBefore, long due, List<Expired> sessions) {}

    /** What has gone. */
    public record Purged(long due, long left) {}

    private final Retention retention;

    RetentionResource(Retention retention) {
        this.retention = retention;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Which sessions would be purged now", description = "Changes nothing.")
    public Uni<DryRun> dryRun() {
        return retention
                .count()
                .chain(due -> retention.due(SHOWN).map(sessions -> new DryRun(retention.limit(), due, sessions)));
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Purge them now",
            description = "It happens by itself every hour; feedback stays with its service.")
    public Uni<Purged> purge() {
        return retention
                .count()
                .chain(due -> retention.purgeExpired().chain(retention::count).map(left -> new Purged(due, left)));
    }
}

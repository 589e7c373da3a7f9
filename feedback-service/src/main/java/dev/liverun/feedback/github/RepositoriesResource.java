package dev.liverun.feedback.github;

import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The repositories that issues go to. */
@Path("/github/repositories")
@Tag(name = "github", description = "GitHub, where reports become issues")
public class RepositoriesResource {

    private static final String ALL = """
            select repository.name, repository.reconciled_until,
                   count(*) filter (where link.state = 'LINKED') as linked,
                   count(*) filter (where link.state in ('PENDING', 'SENDING', 'UNKNOWN')) as under_way,
                   count(*) filter (where link.state = 'FAILED') as failed
              from github_repositories repository left join github_links link on link.repository = repository.name
             group by repository.name order by repository.name
            """;

    /**
     * A repository and its links.
     *
     * @param reconciledUntil changes on GitHub's side up to then are known here
     */
    public record RepositoryResponse(
            String name,
            long linked,
            long underWay,
            long failed,
            @Nullable Instant reconciledUntil) {}

    /** All of them; there are few. */
    public record RepositoriesResponse(List<RepositoryResponse> items) {}

    private final Pool pool;

    RepositoriesResource(Pool pool) {
        this.pool = pool;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The repositories that issues go to, and how many are linked, under way and failed")
    public Uni<RepositoriesResponse> list() {
        return pool.query(ALL)
                .execute()
                .map(rows -> new RepositoriesResponse(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> {
                            var until = row.getOffsetDateTime("reconciled_until");
                            return new RepositoryResponse(
                                    row.getString("name"),
                                    row.getLong("linked"),
                                    row.getLong("under_way"),
                                    row.getLong("failed"),
                                    until == null ? null : until.toInstant());
                        })
                        .toList()));
    }
}

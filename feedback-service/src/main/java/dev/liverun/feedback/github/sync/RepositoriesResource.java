package dev.liverun.feedback.github.sync;

import dev.liverun.api.problem.Unavailable;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.github.client.GitHubFailure;
import dev.liverun.feedback.github.links.DispatchWakeUp;
import dev.liverun.feedback.github.links.LinkTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The repositories that issues go to. */
@Path("/github/repositories")
@Tag(name = "github", description = "GitHub, where reports become issues")
public class RepositoriesResource {

    private static final Duration SOON = Duration.ofSeconds(10);

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

    /**
     * Where a repository's issues are not as was agreed on.
     *
     * @param items an issue each: DIFFERENT in some fields, MISSING_THERE, or UNKNOWN_HERE though it carries our mark
     */
    public record DriftResponse(String repository, List<Difference> items) {

        /** @param fields which are different */
        public record Difference(
                String kind,
                int githubIssueNumber,
                @Nullable UUID feedbackId,
                List<String> fields) {}
    }

    /** How many issues are looked at. */
    public record ResyncResponse(int links) {}

    private final Pool pool;
    private final Drift drift;
    private final LinkTable links;
    private final DispatchWakeUp dispatcher;

    RepositoriesResource(Pool pool, Drift drift, LinkTable links, DispatchWakeUp dispatcher) {
        this.pool = pool;
        this.drift = drift;
        this.links = links;
        this.dispatcher = dispatcher;
    }

    @GET
    @Path("/{owner}/{name}/drift")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Where the issues of a repository are not as was agreed on",
            description = "Lists them all: a request to GitHub for each hundred.")
    public Uni<DriftResponse> drift(@PathParam("owner") String owner, @PathParam("name") String name) {
        var repository = owner + "/" + name;
        return drift.of(repository)
                .onFailure(GitHubFailure.class)
                .transform(e -> Unavailable.dependency("GitHub (" + e.getMessage() + ")", SOON)
                        .because(e))
                .map(found -> new DriftResponse(
                        repository,
                        found.stream()
                                .map(one -> new DriftResponse.Difference(
                                        one.kind().name(), one.issueNumber(), one.feedbackId(), one.fields()))
                                .toList()));
    }

    @POST
    @Path("/{owner}/{name}/resync")
    @RolesAllowed(Roles.OPERATOR)
    @ResponseStatus(202)
    @Operation(summary = "Have every linked issue of a repository looked at")
    public Uni<ResyncResponse> resync(@PathParam("owner") String owner, @PathParam("name") String name) {
        return links.resync(owner + "/" + name).invoke(dispatcher::soon).map(ResyncResponse::new);
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

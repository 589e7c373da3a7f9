package dev.liverun.health.history;

import dev.liverun.api.Created;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.prefer.PreferWait;
import dev.liverun.api.security.Roles;
import dev.liverun.health.session.SessionDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/integrations/{id}/health")
@Tag(name = "Health", description = "Checks of integrations: the latest, the history, the trend, and one now.")
public class HealthResource {

    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final CheckQueries queries;
    private final CheckOnRequest onRequest;
    private final SessionDirectory sessions;

    HealthResource(CheckQueries queries, CheckOnRequest onRequest, SessionDirectory sessions) {
        this.queries = queries;
        this.onRequest = onRequest;
        this.sessions = sessions;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The latest check, and the confirmed status")
    public Uni<LatestHealth> latest(@PathParam("id") UUID id) {
        return queries.latest(id);
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Check now",
            description =
                    "200 with the check; 202 when it takes longer than the caller likes to wait"
                            + " (Prefer: wait=N, 10 s unless said, at most 60 s): it goes on, and is the latest when it is done.")
    public Uni<RestResponse<LatestHealth>> checkNow(
            @PathParam("id") UUID id,
            @Parameter(example = "wait=5") @HeaderParam("Prefer") @Nullable List<String> prefer) {
        var preferred = PreferWait.of(prefer, LONGEST_WAIT);
        return onRequest.check(id, preferred.orElse(USUAL_WAIT)).map(made -> {
            var answer = made.isPresent()
                    ? RestResponse.ResponseBuilder.ok(made.get())
                    : RestResponse.ResponseBuilder.<LatestHealth>accepted()
                            .header(HttpHeaders.LOCATION, Created.BASE_PATH + "/integrations/" + id + "/health");
            preferred.ifPresent(wait -> answer.header(PreferWait.APPLIED_HEADER, PreferWait.applied(wait)));
            return answer.build();
        });
    }

    @GET
    @Path("/history")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The checks, newest first; those of removed integrations stay")
    public Uni<Page<CheckResponse>> history(
            @PathParam("id") UUID id, @BeanParam HistoryFilter filter, @Valid @BeanParam PageRequest page) {
        return queries.endpoint(id)
                .call(() -> filter.sessionId == null
                        ? Uni.createFrom().voidItem()
                        : sessions.mustKnow("session_id", filter.sessionId))
                .chain(() -> queries.history(id, filter, page));
    }
}

package dev.liverun.feedback.github.sync;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.github.conflicts.Conflicts;
import dev.liverun.feedback.github.links.DispatchWakeUp;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.github.links.LinkTable;
import dev.liverun.feedback.github.links.LinkTable.Shown;
import dev.liverun.feedback.reports.Access;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** How far a report's issue is on its way. */
@Path("/feedback/{id}/sync")
@Tag(name = "feedback")
public class SyncResource {

    /**
     * A report's way to GitHub.
     *
     * @param reason why it is FAILED or held back, or what is waited for
     * @param held what is held back until somebody consents or takes it out
     * @param openConflicts fields that both sides changed differently and that nobody has settled
     * @param behindSince since when the two sides may differ; null while they agree
     */
    public record SyncResponse(
            LinkState state,
            String repository,
            @Nullable String reason,
            @Nullable Integer githubIssueNumber,
            List<HeldPart> held,
            long openConflicts,
            @Nullable Instant behindSince) {

        /**
         * A part that is held back.
         *
         * @param part {@code issue}, or {@code comment:} with its id
         * @param kinds what it looks like
         */
        public record HeldPart(String part, List<String> kinds) {}

        static SyncResponse of(Shown link, long openConflicts) {
            return new SyncResponse(
                    link.state(),
                    link.repository(),
                    link.reason(),
                    link.issueNumber(),
                    held(link.held()),
                    openConflicts,
                    link.behindSince() == null ? null : link.behindSince().toInstant());
        }

        private static List<HeldPart> held(@Nullable JsonArray held) {
            return held == null
                    ? List.of()
                    : held.stream()
                            .map(JsonObject.class::cast)
                            .map(part -> new HeldPart(
                                    part.getString("part"),
                                    part.getJsonArray("kinds").stream()
                                            .map(String::valueOf)
                                            .toList()))
                            .toList();
        }
    }

    private final LinkTable links;
    private final Conflicts conflicts;
    private final DispatchWakeUp dispatcher;
    private final Access access;
    private final Caller caller;

    SyncResource(LinkTable links, Conflicts conflicts, DispatchWakeUp dispatcher, Access access, Caller caller) {
        this.links = links;
        this.conflicts = conflicts;
        this.dispatcher = dispatcher;
        this.access = access;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far the report's GitHub issue is")
    public Uni<SyncResponse> read(@PathParam("id") UUID id) {
        return show(id);
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @ResponseStatus(202)
    @Operation(summary = "Synchronise now", description = "Also tries again what FAILED or was DETACHED.")
    public Uni<SyncResponse> sync(@PathParam("id") UUID id) {
        return access.toChange(id, caller)
                .chain(() -> links.retry(id))
                .invoke(dispatcher::soon)
                .chain(() -> show(id));
    }

    private Uni<SyncResponse> show(UUID id) {
        return links.show(id)
                .map(link -> link.orElseThrow(() -> new NotFound("GitHub link of feedback", id)))
                .chain(link -> conflicts
                        .of(id)
                        .map(all -> SyncResponse.of(
                                link,
                                all.stream()
                                        .filter(conflict -> conflict.settledAt() == null)
                                        .count())));
    }
}

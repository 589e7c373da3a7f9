package dev.liverun.runner.runs;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Ids;
import dev.liverun.runner.planning.Planner;
import dev.liverun.runner.planning.Preview;
import dev.liverun.runner.planning.PreviewResponse.PreviewTest;
import dev.liverun.runner.planning.RunTag;
import dev.liverun.runner.planning.TestRequest;
import dev.liverun.runner.workflows.WorkflowLibrary;
import dev.liverun.runner.workflows.WorkflowRequest;
import dev.liverun.runner.workflows.WorkflowService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dry runs of documents that are being written. */
@Path("/workflows/preview")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows")
public class DraftPreviewResource {

    /** It belongs to no session, so there is none of these. */
    private static final UUID NEVER_KEPT = new UUID(0, 0);

    /**
     * A document, and against what it would run.
     *
     * @param integration by name; left out, the one the document names
     * @param testData values for the document's variables
     */
    public record DraftPreviewRequest(
            @NotBlank @Size(max = 262_144) String document,
            @Nullable @Size(max = 100) String integration,
            @Nullable UUID endpointId,
            @Nullable Map<String, Object> testData) {}

    /** One test, or one for each of the document's data rows. */
    public record DraftPreviewResponse(boolean dryRun, String runTag, List<PreviewTest> tests) {}

    private final WorkflowService workflows;
    private final Planner planner;
    private final Preview preview;

    DraftPreviewResource(WorkflowService workflows, Planner planner, Preview preview) {
        this.workflows = workflows;
        this.planner = planner;
        this.preview = preview;
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Dry run of a document: what a run of it would send, and nothing else",
            description = "Nothing is kept. 400 with findings where the document is wrong.")
    public Uni<DraftPreviewResponse> preview(@NotNull @Valid DraftPreviewRequest request) {
        return workflows
                .checked(new WorkflowRequest(request.document()))
                .map(definition -> new WorkflowLibrary.Runnable(NEVER_KEPT, 0, definition))
                .chain(draft -> planner.plan(draft, wish(request, draft)))
                .map(tests -> {
                    UUID runId = Ids.next();
                    return new DraftPreviewResponse(true, RunTag.of(runId), preview.ofDraft(runId, tests));
                });
    }

    private static TestRequest wish(DraftPreviewRequest request, WorkflowLibrary.Runnable draft) {
        var named = request.integration() == null ? draft.definition().integration() : request.integration();
        var integration = request.endpointId() == null ? named : null;
        if (request.endpointId() == null && integration == null) {
            throw new Invalid("integration", "is required, since the document names none");
        }
        return new TestRequest(
                request.endpointId(), integration, draft.definition().name(), request.testData(), null, null, null);
    }
}

package dev.liverun.runner.drafts;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Makes drafts of workflows. */
@Path("/workflows/import")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows")
public class DraftResource {

    /** What is imported. */
    public enum Format {
        OPENAPI,
        POSTMAN,
        HAR,
        CURL
    }

    /** @param name what the workflows are to be called, or their names are to begin with */
    public record DraftRequest(
            @NotNull Format format,

            @NotBlank
            @Size(max = 60)
            @Pattern(regexp = "[a-z0-9]([a-z0-9-]*[a-z0-9])?", message = "must be of a–z, 0–9 and '-'")
            String name,

            @NotBlank @Size(max = 5_000_000) String content) {}

    /**
     * A draft.
     *
     * @param notes what a person should know about it
     */
    public record DraftResponse(String name, String document, List<String> notes) {}

    /** Nothing of them is kept: look, change, and POST what is to stay. */
    public record DraftsResponse(List<DraftResponse> workflows) {}

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Make drafts of workflows from OpenAPI, a Postman collection, a HAR recording or curl commands",
            description = "Nothing is kept. Credentials are left out: the endpoint's go with each request.")
    public DraftsResponse drafts(@NotNull @Valid DraftRequest request) {
        try {
            return new DraftsResponse(read(request).stream()
                    .map(draft -> new DraftResponse(draft.name(), draft.document(), draft.notes()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new Invalid("content", String.valueOf(e.getMessage()));
        }
    }

    private static List<Draft.Written> read(DraftRequest request) {
        String name = request.name();
        String content = request.content();
        return switch (request.format()) {
            case OPENAPI -> OpenApiReader.read(name, DraftText.jsonOrYaml(content));
            case POSTMAN -> PostmanReader.read(name, DraftText.json(content));
            case HAR -> HarReader.read(name, DraftText.json(content));
            case CURL -> CurlReader.read(name, content);
        };
    }
}

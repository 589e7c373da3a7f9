package dev.liverun.api.openapi;

import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponse;
import static org.eclipse.microprofile.openapi.OASFactory.createComponents;
import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createParameter;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import dev.liverun.api.idempotency.Idempotency;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Adds to every operation what no resource should have to repeat: problems, {@code Idempotency-Key} where something is
 * created (201), 412 and 428 where {@code If-Match} is taken.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ConventionsFilter implements OASFilter {

    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(createComponents());
        }
        // The problem extension describes documents that are not ours.
        document.getComponents().removeSchema("HttpProblem");
        document.getComponents().removeSchema("HttpValidationProblem");
        document.getComponents().addSchema(PROBLEM, problem());
        if (document.getPaths() != null) {
            document.getPaths().getPathItems().values().forEach(ConventionsFilter::describe);
        }
    }

    private static void describe(PathItem path) {
        path.getOperations().forEach((method, operation) -> {
            if (operation.getResponses() == null) {
                return;
            }
            var secured =
                    operation.getSecurity() != null && !operation.getSecurity().isEmpty();
            if (secured || operation.getResponses().hasAPIResponse("401")) {
                answer(operation, "401", "No token, or one that is not valid");
                answer(operation, "403", "The caller's role does not allow this");
            }
            if (method == PathItem.HttpMethod.POST && operation.getResponses().hasAPIResponse("201")) {
                operation.addParameter(idempotencyKey());
            }
            if (takes(operation, "If-Match")) {
                answer(operation, "412", "Changed since it was read");
                answer(operation, "428", "If-Match is missing");
            }
            if (operation.getRequestBody() != null || operation.getParameters() != null) {
                answer(operation, "400", "A parameter or the body is invalid; violations names every field");
            }
            answer(operation, "default", "Anything else that is wrong");
        });
    }

    private static boolean takes(Operation operation, String header) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter ->
                                parameter.getIn() == Parameter.In.HEADER && header.equals(parameter.getName()));
    }

    private static void answer(Operation operation, String status, String description) {
        var existing = operation.getResponses().getAPIResponse(status);
        if (existing == null || existing.getContent() == null) {
            operation.getResponses().addAPIResponse(status, problemAnswer(existing, description));
        }
    }

    private static APIResponse problemAnswer(@Nullable APIResponse existing, String description) {
        var known = existing == null ? createAPIResponse() : existing;
        return known.description(description)
                .content(createContent()
                        .addMediaType(
                                "application/problem+json",
                                createMediaType().schema(createSchema().ref("#/components/schemas/" + PROBLEM))));
    }

    private static Parameter idempotencyKey() {
        return createParameter()
                .name(Idempotency.HEADER)
                .in(Parameter.In.HEADER)
                .required(false)
                .description("Makes this request repeatable: the same key and body get the first answer again.")
                .schema(text().minLength(1).maxLength(255));
    }

    private static Schema problem() {
        return object().description("RFC 9457 problem details. Some types have further members.")
                .addProperty("type", text().format("uri").description("Names the kind of problem; stable"))
                .addProperty("title", text())
                .addProperty("status", createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("instance", text().format("uri-reference"))
                .addProperty("correlation_id", text().description("Quote it when you report the problem"))
                .addProperty(
                        "violations",
                        createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(object().addProperty("field", text())
                                        .addProperty("message", text())
                                        .required(List.of("field", "message"))))
                .required(List.of("type", "title", "status", "correlation_id"));
    }

    private static Schema object() {
        return createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text() {
        return createSchema().addType(Schema.SchemaType.STRING);
    }
}

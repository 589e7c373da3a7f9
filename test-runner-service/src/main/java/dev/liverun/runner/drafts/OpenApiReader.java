package dev.liverun.runner.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.liverun.runner.workflow.template.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OpenAPI document (3.x): for each resource a workflow that goes through its life: list, create, read, change,
 * delete. What is created gives its id to the steps that follow and is deleted if the test does not pass; each answer has
 * to conform to its schema.
 */
final class OpenApiReader {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}/]+)}");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern VERSION = Pattern.compile("v[0-9]+|api|rest", Pattern.CASE_INSENSITIVE);

    private final JsonNode document;
    private final OpenApiSchemas schemas;
    private final String base;

    private OpenApiReader(JsonNode document) {
        this.document = document;
        this.schemas = new OpenApiSchemas(document);
        this.base = basePath(document.at("/servers/0/url").asText(""));
    }

    /** An operation of the document. */
    private record Operation(String path, String method, JsonNode node, JsonNode shared) {

        boolean onOne() {
            return path.endsWith("}");
        }

        /** List, create, read, change, delete. */
        int order() {
            return switch (method) {
                case "get" -> onOne() ? 2 : 0;
                case "post" -> onOne() ? 3 : 1;
                case "delete" -> 5;
                default -> 4;
            };
        }
    }

    /** @throws IllegalArgumentException says for people what is wrong */
    static List<Draft.Written> read(String name, JsonNode document) {
        if (!document.path("openapi").asText("").startsWith("3.")
                || !document.path("paths").isObject()) {
            throw new IllegalArgumentException("this is no OpenAPI 3 document: 'openapi: 3.x' and 'paths' are needed");
        }
        OpenApiReader reader = new OpenApiReader(document);
        List<Draft.Written> drafts = new ArrayList<>();
        reader.byResource().forEach((resource, operations) -> {
            Draft draft = reader.draft(name + "-" + resource, resource, operations);
            if (!draft.isEmpty()) {
                drafts.add(draft.write());
            }
        });
        if (drafts.isEmpty()) {
            throw new IllegalArgumentException("there is no operation in the document");
        }
        return drafts;
    }

    private static String basePath(String server) {
        String path = server.replaceFirst("^https?://[^/]+", "").replaceFirst("/+$", "");
        return path.startsWith("/") && !path.contains("{") ? path : "";
    }

    private Map<String, List<Operation>> byResource() {
        Map<String, List<Operation>> resources = new LinkedHashMap<>();
        document.path("paths").properties().forEach(path -> {
            String resource = resource(path.getKey());
            path.getValue().properties().forEach(method -> {
                if (METHODS.contains(method.getKey())) {
                    resources
                            .computeIfAbsent(resource, key -> new ArrayList<>())
                            .add(new Operation(path.getKey(), method.getKey(), method.getValue(), path.getValue()));
                }
            });
        });
        resources.values().forEach(operations -> operations.sort(Comparator.comparingInt(Operation::order)));
        return resources;
    }

    /** The first part of the path that says what it is about. */
    private static String resource(String path) {
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()
                    && !segment.startsWith("{")
                    && !VERSION.matcher(segment).matches()) {
                return segment;
            }
        }
        return "root";
    }

    private Draft draft(String name, String resource, List<Operation> operations) {
        String title = document.at("/info/title").asText("");
        Draft draft = new Draft(name, (title.isBlank() ? "" : title + ": ") + resource, null);
        if (!document.path("security").isMissingNode()
                || document.at("/components/securitySchemes").isObject()) {
            draft.note("Authentication is the endpoint's: give it the credentials that the API asks for.");
        }
        String created = operations.stream()
                .filter(operation -> operation.method().equals("post") && !operation.onOne())
                .filter(operation -> id(operation) != null)
                .map(Operation::path)
                .findFirst()
                .orElse(null);
        for (Operation operation : operations) {
            add(operation, operations, created, draft);
        }
        return draft;
    }

    private void add(Operation operation, List<Operation> all, @Nullable String created, Draft draft) {
        DraftStep step = request(operation, created, draft);
        expectations(operation, step);
        if (created != null
                && operation.path().equals(created)
                && operation.method().equals("post")) {
            String id = id(operation);
            if (id != null) {
                step.capture(variable(created), "$." + id);
                all.stream()
                        .filter(other -> other.method().equals("delete") && isBelow(other.path(), created))
                        .findFirst()
                        .ifPresentOrElse(
                                delete -> step.undo(request(delete, created, draft)),
                                () -> draft.note("There is no operation that deletes what " + operation.path()
                                        + " creates: say how to undo it."));
            }
        }
        String summary = operation.node().path("summary").asText("");
        draft.add(
                summary.isBlank()
                        ? operation.method().toUpperCase(Locale.ROOT) + " " + operation.path()
                        : Draft.literal(summary),
                step);
    }

    private DraftStep request(Operation operation, @Nullable String created, Draft draft) {
        Matcher parameter = PARAMETER.matcher(operation.path());
        var url = new StringBuilder();
        while (parameter.find()) {
            boolean own =
                    created != null && isBelow(operation.path(), created) && parameter.start() == created.length() + 1;
            String variable = own && created != null ? variable(created) : Draft.variableName(parameter.group(1));
            if (!own) {
                draft.variable(variable, example(parameter(operation, "path", parameter.group(1))));
            }
            parameter.appendReplacement(url, Matcher.quoteReplacement("${" + variable + "}"));
        }
        parameter.appendTail(url);
        DraftStep step = DraftStep.of(operation.method(), base + url, draft);
        for (JsonNode given : parameters(operation)) {
            String in = given.path("in").asText("");
            if (!given.path("required").asBoolean() || in.equals("path") || in.equals("cookie")) {
                continue;
            }
            String name = given.path("name").asText("");
            String variable = Draft.variableName(name);
            draft.variable(variable, example(given));
            if (in.equals("query")) {
                step.query(name, "${" + variable + "}");
            } else {
                step.header(name, "${" + variable + "}", draft);
            }
        }
        body(operation, step);
        return step;
    }

    private void body(Operation operation, DraftStep step) {
        JsonNode content =
                schemas.resolved(operation.node().path("requestBody")).path("content");
        JsonNode json = content.path("application/json");
        if (!json.isMissingNode()) {
            JsonNode example = json.has("example") ? json.path("example") : schemas.example(json.path("schema"));
            step.json(Values.JSON.convertValue(example, Object.class));
        } else if (content.has("application/x-www-form-urlencoded")) {
            JsonNode example = schemas.example(
                    content.path("application/x-www-form-urlencoded").path("schema"));
            Map<String, String> form = new LinkedHashMap<>();
            example.properties()
                    .forEach(field -> form.put(field.getKey(), field.getValue().asText("")));
            step.form(form);
        }
    }

    private void expectations(Operation operation, DraftStep step) {
        success(operation).ifPresent(response -> {
            step.expect(Map.of("status", Integer.valueOf(response.getKey())));
            JsonNode schema = schemas.resolved(response.getValue()).at("/content/application~1json/schema");
            if (!schema.isMissingNode()) {
                ObjectNode inlined = schemas.inlined(schema);
                if (!inlined.isEmpty()) {
                    step.expect(Map.of("schema", Values.JSON.convertValue(inlined, Object.class)));
                }
            }
        });
    }

    private static java.util.Optional<Map.Entry<String, JsonNode>> success(Operation operation) {
        return operation.node().path("responses").properties().stream()
                .filter(response -> response.getKey().matches("2[0-9]{2}"))
                .findFirst();
    }

    /** The member of what a creation answers that names it; null if there is none. */
    private @Nullable String id(Operation operation) {
        JsonNode schema = success(operation)
                .map(response -> schemas.resolved(response.getValue()).at("/content/application~1json/schema"))
                .map(schemas::inlined)
                .map(inlined -> inlined.path("properties"))
                .orElse(Values.JSON.nullNode());
        if (schema.has("id")) {
            return "id";
        }
        return schema.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.matches("[A-Za-z]+(_id|Id|ID)|uuid"))
                .findFirst()
                .orElse(null);
    }

    private static boolean isBelow(String path, String collection) {
        return path.startsWith(collection + "/{");
    }

    private static String variable(String collection) {
        String last = collection.substring(collection.lastIndexOf('/') + 1);
        return Draft.variableName((last.endsWith("s") ? last.substring(0, last.length() - 1) : last) + "_id");
    }

    private List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.shared().path("parameters").forEach(one -> parameters.add(schemas.resolved(one)));
        operation.node().path("parameters").forEach(one -> parameters.add(schemas.resolved(one)));
        return parameters;
    }

    private JsonNode parameter(Operation operation, String in, String name) {
        return parameters(operation).stream()
                .filter(one -> one.path("in").asText("").equals(in)
                        && one.path("name").asText("").equals(name))
                .findFirst()
                .orElse(Values.JSON.nullNode());
    }

    /** Null: it has to be given. */
    private static @Nullable Object example(JsonNode parameter) {
        for (JsonNode example : List.of(
                parameter.path("example"),
                parameter.at("/schema/example"),
                parameter.at("/schema/default"),
                parameter.at("/schema/enum/0"))) {
            if (example.isValueNode() && !example.isNull()) {
                return example.isTextual()
                        ? Draft.literal(example.asText())
                        : Values.JSON.convertValue(example, Object.class);
            }
        }
        return null;
    }
}

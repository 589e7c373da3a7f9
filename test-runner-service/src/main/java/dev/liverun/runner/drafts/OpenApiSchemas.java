package dev.liverun.runner.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The schemas of an OpenAPI document: with their references put in, and values that satisfy them. */
final class OpenApiSchemas {

    private static final int MAX_DEPTH = 6;
    /** What a response schema needs; the rest is documentation. */
    private static final Set<String> KEPT = Set.of(
            "type",
            "properties",
            "required",
            "items",
            "enum",
            "const",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "oneOf",
            "anyOf",
            "allOf");

    private final JsonNode document;

    OpenApiSchemas(JsonNode document) {
        this.document = document;
    }

    /** What a local reference names; anything else is itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; i < 10 && at.path("$ref").asText("").startsWith("#/"); i++) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    /** A JSON Schema without references; what is nested too deeply, or contains itself, allows anything. */
    ObjectNode inlined(JsonNode schema) {
        return inlined(schema, 0);
    }

    private ObjectNode inlined(JsonNode reference, int depth) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        JsonNode schema = resolved(reference);
        if (depth > MAX_DEPTH || !schema.isObject()) {
            return written;
        }
        for (String keyword : KEPT) {
            JsonNode value = schema.path(keyword);
            if (value.isMissingNode()) {
                continue;
            }
            switch (keyword) {
                case "properties" -> {
                    ObjectNode properties = written.putObject("properties");
                    value.properties()
                            .forEach(member -> properties.set(member.getKey(), inlined(member.getValue(), depth + 1)));
                }
                case "items" -> written.set("items", inlined(value, depth + 1));
                case "oneOf", "anyOf", "allOf" -> {
                    ArrayNode all = written.putArray(keyword);
                    value.forEach(one -> all.add(inlined(one, depth + 1)));
                }
                default -> written.set(keyword, value);
            }
        }
        if (schema.path("nullable").asBoolean() && written.path("type").isTextual()) {
            written.putArray("type").add(schema.path("type").asText()).add("null");
        }
        return written;
    }

    /** A value that satisfies the schema; unique texts carry the run's tag. */
    JsonNode example(JsonNode schema) {
        return example(schema, "", 0);
    }

    private JsonNode example(JsonNode reference, String name, int depth) {
        JsonNode schema = resolved(reference);
        for (JsonNode given : List.of(
                schema.path("example"),
                schema.path("default"),
                schema.path("const"),
                schema.at("/enum/0"),
                schema.at("/examples/0"))) {
            if (!given.isMissingNode() && !given.isNull()) {
                return given.isTextual() ? text(Draft.literal(given.asText())) : given;
            }
        }
        for (String combined : List.of("allOf", "oneOf", "anyOf")) {
            if (schema.path(combined).isArray()) {
                return combined(schema.path(combined), combined.equals("allOf"), name, depth);
            }
        }
        return switch (schema.path("type").isArray()
                ? schema.at("/type/0").asText("")
                : schema.path("type").asText("object")) {
            case "string" -> text(string(schema, name));
            case "integer" ->
                JsonNodeFactory.instance.numberNode(schema.path("minimum").asLong(1));
            case "number" ->
                JsonNodeFactory.instance.numberNode(schema.path("minimum").decimalValue());
            case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
            case "array" -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                yield depth > MAX_DEPTH || schema.path("minItems").asInt() == 0 && depth > 0
                        ? list
                        : list.add(example(schema.path("items"), name, depth + 1));
            }
            default -> object(schema, depth);
        };
    }

    private JsonNode combined(JsonNode schemas, boolean all, String name, int depth) {
        if (!all) {
            return example(schemas.path(0), name, depth + 1);
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        schemas.forEach(one -> {
            if (example(one, name, depth + 1) instanceof ObjectNode part) {
                whole.setAll(part);
            }
        });
        return whole;
    }

    /** What is required; of a schema that requires nothing, everything. */
    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (depth > MAX_DEPTH) {
            return object;
        }
        JsonNode required = schema.path("required");
        schema.path("properties").properties().forEach(member -> {
            JsonNode property = resolved(member.getValue());
            boolean wanted = required.isEmpty();
            for (JsonNode one : required) {
                wanted |= one.asText().equals(member.getKey());
            }
            if (wanted && !property.path("readOnly").asBoolean()) {
                object.set(member.getKey(), example(property, member.getKey(), depth + 1));
            }
        });
        return object;
    }

    private static String string(JsonNode schema, String name) {
        return switch (schema.path("format").asText("")) {
            case "uuid" -> "${uuid()}";
            case "date-time" -> "${now()}";
            case "date" -> "2026-01-31";
            case "email" -> "${run.tag}@liverun.example";
            case "uri", "url" -> "https://liverun.example/${run.tag}";
            case "byte" -> "${base64(run.tag)}";
            default ->
                schema.path("maxLength").asInt(100) < 20
                        ? "${random_text(3)}"
                        : (name.isEmpty() ? "" : name + " ") + "${run.tag}";
        };
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}

package dev.liverun.runner.workflow.expecting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.liverun.runner.workflow.template.Values;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (draft 2020-12) that an answer has to satisfy. What forbids members that it does not name
 * ({@code additionalProperties: false} and the like) is taken out of it: additive changes of a service break no test.
 */
public final class ResponseSchema {

    private static final int MAX_VIOLATIONS = 20;
    private static final Set<String> FORBIDDING = Set.of("additionalProperties", "unevaluatedProperties");
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "$defs", "dependentSchemas");

    private final JsonNode source;
    private final Schema schema;

    private ResponseSchema(JsonNode source, Schema schema) {
        this.source = source;
        this.schema = schema;
    }

    /** @throws IllegalArgumentException says for people what is wrong with it */
    public static ResponseSchema compile(@Nullable Object source) {
        JsonNode node = Values.JSON.valueToTree(source);
        if (!node.isObject()) {
            throw new IllegalArgumentException("a JSON Schema is a mapping");
        }
        checkReferences(node);
        JsonNode lenient = node.deepCopy();
        lenient(lenient, false);
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(lenient);
            schema.initializeValidators();
            return new ResponseSchema(node, schema);
        } catch (SchemaException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a JSON Schema: " + e.getMessage(), e);
        }
    }

    /** Nothing is fetched: references stay within the schema. */
    private static void checkReferences(JsonNode node) {
        JsonNode reference = node.get("$ref");
        if (reference != null && reference.isTextual() && !reference.textValue().startsWith("#")) {
            throw new IllegalArgumentException("$ref must begin with #: nothing is fetched");
        }
        node.forEach(ResponseSchema::checkReferences);
    }

    private static void lenient(JsonNode node, boolean membersAreNames) {
        if (node instanceof ObjectNode object) {
            if (!membersAreNames) {
                FORBIDDING.stream()
                        .filter(keyword -> object.path(keyword).isBoolean())
                        .forEach(object::remove);
            }
            object.properties()
                    .forEach(member -> lenient(member.getValue(), !membersAreNames && NAMED.contains(member.getKey())));
        } else if (node instanceof ArrayNode list) {
            list.forEach(element -> lenient(element, false));
        }
    }

    /** What is wrong with a document, each with its place; empty if nothing is. */
    public List<String> violations(@Nullable Object document) {
        return schema.validate(Values.JSON.<JsonNode>valueToTree(document)).stream()
                .limit(MAX_VIOLATIONS)
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** As the document writes it. */
    public Object source() {
        return Values.JSON.convertValue(source, Object.class);
    }
}

package dev.liverun.events.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.liverun.events.ContractJson;
import dev.liverun.events.EventType;
import dev.liverun.events.Samples;
import dev.liverun.events.Topic;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives the published documents from the records: a JSON Schema and a sample for each event, and the AsyncAPI document
 * that lists them all. Run {@code mvn -pl common-events test -Dcontract.write=true} after a change of the records; without
 * it the test compares.
 */
final class ContractDocuments {

    static final Path ROOT = Path.of("src/main/resources/contract");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ContractDocuments() {}

    /** File name (relative to {@link #ROOT}) to content. */
    static Map<String, String> all() {
        var documents = new TreeMap<String, String>();
        for (var type : EventType.values()) {
            documents.put("schemas/" + type.ceType() + ".schema.json", pretty(schema(type)));
            documents.put("samples/" + type.ceType() + ".json", sample(type));
        }
        documents.put("asyncapi.yaml", asyncApi());
        return documents;
    }

    static void write() throws IOException {
        for (var document : all().entrySet()) {
            var file = ROOT.resolve(document.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, document.getValue());
        }
    }

    private static String sample(EventType type) {
        try {
            return pretty(JSON.readTree(ContractJson.write(Samples.data(type))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pretty(Object document) {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(JSON.valueToTree(document), Object.class)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode schema(EventType type) {
        var definitions = new TreeMap<String, ObjectNode>();
        var schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://liverun.dev/schemas/" + type.ceType());
        schema.put("title", type.payload().getSimpleName());
        schema.setAll(object(type.payload(), definitions));
        if (!definitions.isEmpty()) {
            var defs = schema.putObject("$defs");
            definitions.forEach(defs::set);
        }
        return schema;
    }

    private static ObjectNode object(Class<?> declared, Map<String, ObjectNode> definitions) {
        var schema = JSON.createObjectNode();
        schema.put("type", "object");
        var properties = schema.putObject("properties");
        var required = JSON.createArrayNode();
        for (var component : declared.getRecordComponents()) {
            var name = new SnakeCaseStrategy().translate(component.getName());
            properties.set(name, of(component.getGenericType(), definitions));
            if (!isNullable(component)) {
                required.add(name);
            }
        }
        schema.set("required", required);
        return schema;
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode of(Type type, Map<String, ObjectNode> definitions) {
        var schema = JSON.createObjectNode();
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                schema.put("type", "array").set("items", of(arguments[0], definitions));
            } else {
                schema.put("type", "object");
                if (arguments[1] != Object.class) {
                    schema.set("propertyNames", of(arguments[0], definitions));
                    schema.set("additionalProperties", of(arguments[1], definitions));
                }
            }
            return schema;
        }
        var declared = (Class<?>) type;
        if (declared == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        } else if (declared == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        } else if (declared == String.class) {
            return schema.put("type", "string");
        } else if (declared == boolean.class) {
            return schema.put("type", "boolean");
        } else if (declared == int.class || declared == Integer.class || declared == long.class) {
            return schema.put("type", "integer");
        } else if (declared.isEnum()) {
            var names = schema.put("type", "string").putArray("enum");
            Arrays.stream(declared.getEnumConstants()).forEach(value -> names.add(value.toString()));
            return schema;
        } else if (declared == Object.class) {
            return schema;
        }
        if (!declared.isRecord()) {
            throw new IllegalStateException("the contract has no schema for " + type);
        }
        if (!definitions.containsKey(declared.getSimpleName())) {
            definitions.put(declared.getSimpleName(), schema);
            definitions.put(declared.getSimpleName(), object(declared, definitions));
        }
        return JSON.createObjectNode().put("$ref", "#/$defs/" + declared.getSimpleName());
    }

    private static String asyncApi() {
        var text = new StringBuilder("""
                asyncapi: 3.0.0
                info:
                  title: Liverun events
                  version: 1.0.0
                  description: >-
                    CloudEvents 1.0 over Kafka, binary mode. The record's key is the aggregate's id; ce_sequence counts the
                    state events of an aggregate. Additive changes keep v1.
                defaultContentType: application/json
                channels:
                """);
        for (var topic : Topic.values()) {
            text.append("  ").append(id(topic)).append(":\n    address: ").append(topic.baseName());
            text.append("\n    messages:\n");
            events(topic).forEach(type -> text.append("      ")
                    .append(type.payload().getSimpleName())
                    .append(":\n        $ref: '#/components/messages/")
                    .append(type.payload().getSimpleName())
                    .append("'\n"));
        }
        text.append("operations:\n");
        for (var topic : Topic.values()) {
            text.append("  publish-")
                    .append(id(topic))
                    .append(":\n    action: send\n    channel:\n      $ref: '#/channels/");
            text.append(id(topic)).append("'\n");
        }
        text.append("components:\n  messageTraits:\n    cloudEvent:\n      headers:\n        type: object\n");
        text.append(
                "        required: [ce_specversion, ce_id, ce_type, ce_source, ce_subject, ce_time, ce_sequence]\n");
        text.append("        properties:\n");
        for (var header : List.of(
                "ce_specversion",
                "ce_id",
                "ce_type",
                "ce_source",
                "ce_subject",
                "ce_time",
                "ce_sequence",
                "ce_correlationid")) {
            text.append("          ").append(header).append(": { type: string }\n");
        }
        text.append("  messages:\n");
        for (var type : EventType.values()) {
            var name = type.payload().getSimpleName();
            text.append("    ").append(name).append(":\n      name: ").append(type.ceType());
            text.append("\n      traits:\n        - $ref: '#/components/messageTraits/cloudEvent'");
            text.append("\n      payload:\n        $ref: schemas/")
                    .append(type.ceType())
                    .append(".schema.json\n");
        }
        return text.toString();
    }

    private static List<EventType> events(Topic topic) {
        return Arrays.stream(EventType.values())
                .filter(type -> type.topic() == topic)
                .toList();
    }

    private static String id(Topic topic) {
        return topic.baseName().substring("liverun.".length());
    }
}

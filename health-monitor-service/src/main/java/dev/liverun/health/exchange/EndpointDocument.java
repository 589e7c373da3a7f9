package dev.liverun.health.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.liverun.api.problem.Invalid;
import dev.liverun.health.definition.EndpointDefinition;
import dev.liverun.health.definition.EndpointRequest;
import dev.liverun.health.endpoint.EndpointService.InUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * {@code integrations:}, a list of definitions as the API takes them, but {@code depends_on} has names, so that a document
 * means the same everywhere. No anchors that multiply, and no more than a document of this kind can have.
 */
final class EndpointDocument {

    /** One definition, and the names of what it depends on. */
    record Item(EndpointRequest request, List<String> dependsOn) {}

    private static final String ROOT = "integrations";
    private static final String DEPENDS_ON = "depends_on";
    private static final int MOST = 10_000;
    private static final int LARGEST = 20_000_000;

    private final ObjectMapper json;
    private final YAMLMapper yaml;

    EndpointDocument(ObjectMapper json) {
        this.json = json;
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        yaml = new YAMLMapper(YAMLFactory.builder()
                .loaderOptions(options)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build());
    }

    String write(List<InUse> endpoints) {
        Map<UUID, String> names = endpoints.stream()
                .collect(Collectors.toMap(InUse::id, one -> one.definition().name()));
        var root = json.createObjectNode();
        var items = root.putArray(ROOT);
        for (var endpoint : endpoints) {
            ObjectNode item = portable(endpoint.definition(), names);
            item.properties().removeIf(field -> field.getValue().isNull());
            items.add(item);
        }
        try {
            return yaml.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a definition is always writable", e);
        }
    }

    /** With names instead of ids. */
    ObjectNode portable(EndpointDefinition definition, Map<UUID, String> names) {
        ObjectNode item = json.valueToTree(definition);
        ArrayNode dependsOn = item.putArray(DEPENDS_ON);
        definition.dependsOn().stream()
                .map(id -> names.getOrDefault(id, id.toString()))
                .sorted()
                .forEach(dependsOn::add);
        return item;
    }

    /** @throws Invalid if it is no such document; what the definitions say is looked at later */
    List<Item> read(String text) {
        JsonNode root;
        try {
            root = yaml.readTree(text);
        } catch (JsonProcessingException e) {
            throw (Invalid) new Invalid("body", "must be YAML: " + e.getOriginalMessage()).because(e);
        }
        if (root == null || !root.path(ROOT).isArray()) {
            throw new Invalid(ROOT, "must be a list");
        }
        if (root.size() != 1) {
            throw new Invalid("body", "must have nothing but " + ROOT);
        }
        if (root.path(ROOT).size() > MOST) {
            throw new Invalid(ROOT, "must have at most " + MOST + " items");
        }
        var items = new ArrayList<Item>();
        for (var item : root.path(ROOT)) {
            items.add(item(item, ROOT + "[" + items.size() + "]"));
        }
        return items;
    }

    private Item item(JsonNode item, String where) {
        if (!(item instanceof ObjectNode fields)) {
            throw new Invalid(where, "must be an object");
        }
        var names = fields.remove(DEPENDS_ON);
        try {
            List<String> dependsOn = names == null || names.isNull()
                    ? List.of()
                    : json.convertValue(names, new TypeReference<List<String>>() {});
            return new Item(json.treeToValue(fields, EndpointRequest.class), dependsOn);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw (Invalid) new Invalid(where, "is no definition of an integration: " + firstLine(e)).because(e);
        }
    }

    private static String firstLine(Exception e) {
        var message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}

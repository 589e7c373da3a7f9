package dev.liverun.session.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;

/** The published JSON Schema of a session's configuration, and what it says about one. */
public final class ConfigurationSchema {

    private static final String RESOURCE = "/schema/session-configuration.v1.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode DOCUMENT = read();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DOCUMENT);

    private ConfigurationSchema() {}

    /** The schema itself, for those who write configurations. */
    public static JsonNode document() {
        return DOCUMENT;
    }

    /**
     * Holds a configuration against the schema.
     *
     * @throws Invalid naming every violated field, as {@code configuration.gates.min_uptime}
     */
    public static void check(Map<String, Object> configuration) {
        JsonNode tree = MAPPER.valueToTree(configuration);
        var violations = SCHEMA.validate(tree).stream()
                .map(ConfigurationSchema::violation)
                .distinct()
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    private static Violation violation(Error error) {
        var field = fieldOf(error.getInstanceLocation());
        if ("additionalProperties".equals(error.getKeyword())) {
            return new Violation(
                    field + "." + error.getProperty(), "is unknown here; " + known(error.getInstanceLocation()));
        }
        if ("oneOf".equals(error.getKeyword())) {
            return new Violation(field, "needs either name or endpoint_id");
        }
        return new Violation(field, error.getMessage());
    }

    private static String known(NodePath location) {
        JsonNode schema = DOCUMENT;
        for (int i = 0; i < location.getNameCount(); i++) {
            schema = location.getElement(i) instanceof Integer
                    ? schema.path("items")
                    : schema.path("properties").path(location.getName(i));
        }
        var names = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        var list = "known are " + String.join(", ", names);
        return location.getNameCount() == 0 ? list + "; keys of your own go under custom" : list;
    }

    private static String fieldOf(NodePath location) {
        var field = new StringBuilder("configuration");
        for (int i = 0; i < location.getNameCount(); i++) {
            if (location.getElement(i) instanceof Integer index) {
                field.append('[').append(index).append(']');
            } else {
                field.append('.').append(location.getName(i));
            }
        }
        return field.toString();
    }

    private static JsonNode read() {
        try (var schema = ConfigurationSchema.class.getResourceAsStream(RESOURCE)) {
            return MAPPER.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

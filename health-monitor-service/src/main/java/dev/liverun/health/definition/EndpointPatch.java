package dev.liverun.health.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.liverun.api.errors.Expectations;
import dev.liverun.api.problem.Invalid;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON Merge Patch (RFC 7396): what is absent stays, what is null returns to its default. */
public final class EndpointPatch {

    private final ObjectMapper mapper;

    public EndpointPatch(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws Invalid if the patch is no object, names unknown fields, or makes a value of the wrong type */
    public EndpointRequest apply(JsonNode patch, EndpointDefinition current) {
        if (!patch.isObject()) {
            throw new Invalid("body", "must be an object");
        }
        ObjectNode merged = mapper.valueToTree(current);
        merge(merged, patch);
        if (patch.has("base_url") && merged.get("base_url") instanceof TextNode moved) {
            follow("health_check_url", current.healthCheckUrl(), current.baseUrl(), moved.textValue(), patch, merged);
            follow("token_url", current.tokenUrl(), current.baseUrl(), moved.textValue(), patch, merged);
        }
        try {
            return mapper.treeToValue(merged, EndpointRequest.class);
        } catch (MismatchedInputException e) {
            throw (Invalid) new Invalid(field(e), message(e)).because(e);
        } catch (JsonProcessingException e) {
            throw (Invalid) new Invalid("body", "is not what is known here").because(e);
        }
    }

    /** What lies under the base URL moves with it, unless the patch says where it is now. */
    private static void follow(
            String field, @Nullable String url, String from, String to, JsonNode patch, ObjectNode merged) {
        if (url != null && url.startsWith(from) && !patch.has(field)) {
            merged.put(field, to + url.substring(from.length()));
        }
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.fields().forEachRemaining(field -> {
            var name = field.getKey();
            var value = field.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value.isObject()) {
                var deeper = target.get(name) instanceof ObjectNode object ? object : target.putObject(name);
                merge(deeper, value);
            } else {
                target.set(name, value);
            }
        });
    }

    private static String field(JsonMappingException misfit) {
        var path = misfit.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }

    private static String message(MismatchedInputException misfit) {
        return misfit instanceof UnrecognizedPropertyException
                ? "is unknown here"
                : Expectations.of(misfit.getTargetType());
    }
}

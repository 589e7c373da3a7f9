package dev.liverun.api.errors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.MalformedBody;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the fields of a request body that could not be read, without repeating their values (one may be a secret).
 *
 * <p>Jackson stops at the first. To name all of them, what cannot be read is struck out and the rest is read again; what
 * is left is then validated as it would have been.
 */
@ApplicationScoped
class JsonProblems {

    private static final int MAX_VIOLATIONS = 25;
    /** Reading again and again costs time: of a larger body only the first wrong field is named. */
    private static final int MAX_BYTES_READ_AGAIN = 64 * 1024;

    private final ObjectMapper mapper;
    private final Validator validator;
    private final ValidationProblems validation;

    JsonProblems(ObjectMapper mapper, Validator validator, ValidationProblems validation) {
        this.mapper = mapper;
        this.validator = validator;
        this.validation = validation;
    }

    Problem meaningOf(JsonProcessingException unreadable, byte[] json, JavaType target) {
        if (!(unreadable instanceof JsonMappingException misfit) || isSyntax(misfit)) {
            return malformed(unreadable.getLocation());
        }
        Map<String, String> violations = new LinkedHashMap<>();
        violations.put(fieldOf(misfit.getPath()), Misfits.messageOf(misfit));
        if (json.length <= MAX_BYTES_READ_AGAIN && !misfit.getPath().isEmpty()) {
            addTheRest(violations, misfit, json, target);
        }
        var named = new ArrayList<Violation>();
        violations.forEach((field, message) -> named.add(new Violation(field, message)));
        return new Invalid(named).because(unreadable);
    }

    private void addTheRest(Map<String, String> violations, JsonMappingException first, byte[] json, JavaType target) {
        try {
            var tree = mapper.readTree(json);
            var struck = first.getPath();
            var struckFields = new HashSet<String>();
            while (violations.size() < MAX_VIOLATIONS && strikeOut(tree, struck)) {
                struckFields.add(fieldOf(struck));
                try {
                    Object rest = mapper.readerFor(target).readValue(tree);
                    addInvalid(violations, struckFields, rest);
                    return;
                } catch (JsonMappingException next) {
                    var known = violations.putIfAbsent(fieldOf(next.getPath()), Misfits.messageOf(next)) != null;
                    // What must not be missing cannot be struck out alone: what it belongs to goes with it.
                    struck = known ? struck.subList(0, struck.size() - 1) : next.getPath();
                }
            }
        } catch (IOException e) {
            // The rest is no JSON: the first wrong field has been named.
            first.addSuppressed(e);
        }
    }

    private void addInvalid(Map<String, String> violations, Set<String> struck, @Nullable Object rest) {
        if (rest != null) {
            validation.violationsOf(validator.validate(rest)).forEach(violation -> {
                // What was struck out may be missing now; that is not what the caller did wrong.
                if (struck.stream().noneMatch(field -> isWithin(field, violation.field()))) {
                    violations.putIfAbsent(violation.field(), violation.message());
                }
            });
        }
    }

    private static boolean isWithin(String outer, String field) {
        return field.equals(outer) || field.startsWith(outer + ".") || field.startsWith(outer + "[");
    }

    /** Whether there was something to strike out. */
    private static boolean strikeOut(JsonNode tree, List<JsonMappingException.Reference> path) {
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = tree;
        for (var step : path.subList(0, path.size() - 1)) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        var last = path.get(path.size() - 1);
        if (parent instanceof ObjectNode object && last.getFieldName() != null) {
            return object.remove(last.getFieldName()) != null;
        }
        if (parent instanceof ArrayNode array && array.has(last.getIndex())) {
            // Not removed: the others keep their index.
            return !array.setNull(last.getIndex()).isEmpty();
        }
        return false;
    }

    /** A syntax error inside an object comes wrapped into a plain mapping exception. */
    private static boolean isSyntax(JsonMappingException misfit) {
        return misfit.getClass() == JsonMappingException.class && misfit.getCause() instanceof JsonParseException;
    }

    private static Problem malformed(@Nullable JsonLocation at) {
        if (at == null) {
            return new MalformedBody("The body is not valid JSON.", null, null);
        }
        return new MalformedBody(
                "The body is not valid JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".",
                at.getLineNr(),
                at.getColumnNr());
    }

    private static String fieldOf(List<JsonMappingException.Reference> path) {
        var field = new StringBuilder();
        for (var step : path) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return field.length() == 0 ? "body" : field.toString();
    }
}

package dev.liverun.api.errors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.MalformedBody;
import dev.liverun.api.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names the field of a request body that could not be read, without repeating its value (it may be a secret). */
@ApplicationScoped
class JsonProblems {

    Problem meaningOf(JsonProcessingException unreadable) {
        if (unreadable instanceof JsonMappingException misfit
                && !(isSyntax(misfit) && misfit.getPath().isEmpty())) {
            return new Invalid(fieldOf(misfit.getPath()), messageOf(misfit));
        }
        return malformed(unreadable.getLocation());
    }

    /** Jackson wraps a syntax error that it meets inside an object into a mapping exception. */
    private static boolean isSyntax(JsonMappingException misfit) {
        return misfit.getClass() == JsonMappingException.class;
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

    private static String messageOf(JsonMappingException misfit) {
        if (misfit instanceof UnrecognizedPropertyException unknown) {
            return "is unknown here; known are " + names(unknown.getKnownPropertyIds());
        }
        if (misfit instanceof InvalidNullException) {
            return "must not be null";
        }
        if (misfit instanceof ValueInstantiationException
                && misfit.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage() == null ? "is invalid" : refused.getMessage();
        }
        if (misfit instanceof InvalidFormatException wrong) {
            return Expectations.of(wrong.getTargetType());
        }
        if (misfit instanceof MismatchedInputException wrong) {
            return Expectations.of(wrong.getTargetType());
        }
        return "is out of range or of the wrong type";
    }

    private static String names(@Nullable Collection<Object> known) {
        if (known == null || known.isEmpty()) {
            return "no fields";
        }
        return known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
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

package dev.liverun.api.errors;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with one value, in words for people. */
final class Misfits {

    private Misfits() {}

    static String messageOf(JsonMappingException misfit) {
        if (misfit instanceof UnrecognizedPropertyException unknown) {
            return "is unknown here; known are " + names(unknown.getKnownPropertyIds());
        }
        if (misfit instanceof InvalidNullException) {
            return "must not be null";
        }
        if (misfit instanceof ValueInstantiationException
                && misfit.getCause() instanceof IllegalArgumentException refused
                && refused.getMessage() != null) {
            return refused.getMessage();
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
}

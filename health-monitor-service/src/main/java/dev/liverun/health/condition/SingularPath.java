package dev.liverun.health.condition;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath that names one place (RFC 9535, section 2.3.5.1, singular query): names and indices only, so it costs the same
 * whatever the document.
 */
public final class SingularPath {

    /** A text that is such a path. */
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @jakarta.validation.Constraint(validatedBy = Validator.class)
    public @interface Constraint {

        String message() default "must be a path such as $.node.peers[0]";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Null is fine. */
    public static final class Validator implements ConstraintValidator<Constraint, String> {
        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || isOne(text);
        }
    }

    private static final Pattern STEP = Pattern.compile(
            "\\.([A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff-]*)|\\[(-?\\d{1,6})\\]|\\['([^'\\\\]*)'\\]");

    private final List<Object> steps;

    private SingularPath(List<Object> steps) {
        this.steps = steps;
    }

    static boolean isOne(String text) {
        try {
            of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static SingularPath of(String text) {
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("a path starts with $");
        }
        var steps = new ArrayList<Object>();
        var matcher = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("not a path: " + text);
            }
            steps.add(
                    matcher.group(2) != null
                            ? Integer.valueOf(matcher.group(2))
                            : matcher.group(1) != null ? matcher.group(1) : matcher.group(3));
            at = matcher.end();
        }
        return new SingularPath(List.copyOf(steps));
    }

    /** The names on the way; indices are none. */
    Stream<String> names() {
        return steps.stream().filter(String.class::isInstance).map(String.class::cast);
    }

    /** A missing node when there is nothing at this place. */
    JsonNode in(JsonNode document) {
        var node = document;
        for (var step : steps) {
            node = step instanceof Integer index
                    ? node.path(index < 0 && node.isArray() ? node.size() + index : index)
                    : node.path((String) step);
        }
        return node;
    }
}

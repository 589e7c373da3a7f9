package dev.liverun.sandbox.rest;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text field of a resource.
 *
 * @param pattern what the whole value looks like
 * @param described the pattern in words
 * @param required whether a creation must name it
 * @param unique whether no two resources may share a value
 */
record FieldRule(String name, Pattern pattern, String described, boolean required, boolean unique) {

    static FieldRule required(String name, String regex, String described) {
        return new FieldRule(name, Pattern.compile(regex), described, true, false);
    }

    static FieldRule optional(String name, String regex, String described) {
        return new FieldRule(name, Pattern.compile(regex), described, false, false);
    }

    FieldRule asUnique() {
        return new FieldRule(name, pattern, described, required, true);
    }

    /** What is wrong with this field, or null. */
    @Nullable
    String violation(JsonObject body) {
        Object value = body.getValue(name);
        if (value == null) {
            return required ? "is required" : null;
        }
        return value instanceof String text && pattern.matcher(text).matches() ? null : "must be " + described;
    }
}

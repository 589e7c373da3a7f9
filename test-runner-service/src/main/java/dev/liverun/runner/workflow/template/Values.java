package dev.liverun.runner.workflow.template;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** JSON values as plain Java: maps, lists, texts, exact numbers, booleans, null. */
public final class Values {

    /** Exact numbers, and of a repeated member the last: what live services send is not ours to refuse. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final int BRIEF = 60;

    private Values() {}

    /** How a value reads inside a text: text as it is, numbers plainly, everything else as JSON. */
    public static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal number && Math.abs((long) number.scale()) < 1000) {
            return number.toPlainString();
        }
        return json(value);
    }

    public static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }

    /** Only what kind of value it is, and how large: a message must not repeat a secret. */
    static String brief(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return text.isEmpty() ? "an empty text" : "a text of " + text.length() + " characters";
        }
        String json = json(value);
        return json.length() <= BRIEF && value instanceof Number ? json : "a " + kind(value);
    }

    private static String kind(Object value) {
        return value instanceof java.util.Map ? "object" : value instanceof java.util.List ? "list" : "value";
    }
}

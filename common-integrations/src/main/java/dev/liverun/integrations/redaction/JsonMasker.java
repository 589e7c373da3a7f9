package dev.liverun.integrations.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Copies JSON and masks on the way. What is broken off in the middle, as a body that was cut is, is copied up to there.
 */
final class JsonMasker {

    /** Follows what could be copied of a text that does not end as JSON. */
    static final String CUT = "…";

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    private final SensitiveNames names;
    private final KnownSecrets known;

    JsonMasker(SensitiveNames names, KnownSecrets known) {
        this.names = names;
        this.known = known;
    }

    /** Empty when the text does not even begin as a JSON object or array. */
    Optional<String> mask(String text) {
        StringWriter copy = new StringWriter(text.length());
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator generator = JSON.createGenerator(copy)) {
            boolean whole = false;
            try {
                JsonToken first = parser.nextToken();
                if (first == null || !first.isStructStart()) {
                    return Optional.empty();
                }
                value(parser, generator);
                whole = parser.nextToken() == null;
            } catch (JsonProcessingException broken) {
                whole = false;
            }
            generator.flush();
            if (copy.getBuffer().length() == 0) {
                return Optional.empty();
            }
            return Optional.of(whole ? copy.toString() : copy + CUT);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void value(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            if (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                generator.writeFieldName(known.mask(name));
                if (names.contains(name)) {
                    maskNext(parser, generator);
                }
            } else {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                copy(token, parser, generator);
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
        throw new JsonEOFException(parser, null, "The text ends within a value");
    }

    /** The value of a sensitive name, of whatever kind; that there is none may be seen. */
    private void maskNext(JsonParser parser, JsonGenerator generator) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            generator.writeNull();
            return;
        }
        generator.writeString(KnownSecrets.MASK);
        if (token != null && token.isStructStart()) {
            parser.skipChildren();
        }
    }

    private void copy(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
        switch (token) {
            case VALUE_STRING -> generator.writeString(known.mask(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String number = parser.getText();
                String masked = known.mask(number);
                if (masked.equals(number)) {
                    generator.writeNumber(number);
                } else {
                    generator.writeString(masked);
                }
            }
            default -> generator.copyCurrentEvent(parser);
        }
    }
}

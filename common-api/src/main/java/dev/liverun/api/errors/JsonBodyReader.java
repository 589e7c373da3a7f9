package dev.liverun.api.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON bodies; what cannot be read is told field by field. Instead of Quarkus' own reader, whose exceptions could
 * not be told from those of our own parsing elsewhere, and which stops at the first wrong field.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Consumes(MediaType.APPLICATION_JSON)
public class JsonBodyReader implements MessageBodyReader<Object> {

    /** Whoever asks for these wants the bytes as they came, for example to check a signature. */
    private static final Set<Class<?>> RAW = Set.of(
            String.class,
            byte[].class,
            InputStream.class,
            Reader.class,
            File.class,
            Buffer.class,
            JsonObject.class,
            JsonArray.class);

    private final ObjectMapper mapper;
    private final JsonProblems problems;

    JsonBodyReader(ObjectMapper mapper, JsonProblems problems) {
        this.mapper = mapper;
        this.problems = problems;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return !RAW.contains(type);
    }

    /** Null for an empty body; {@code @NotNull} then names it. */
    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            @Nullable Type generic,
            Annotation @Nullable [] annotations,
            MediaType media,
            @Nullable MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        var json = body.readAllBytes();
        if (isBlank(json)) {
            return null;
        }
        var target = mapper.constructType(generic == null ? type : generic);
        try {
            return mapper.readValue(json, target);
        } catch (JsonProcessingException e) {
            throw problems.meaningOf(e, json, target);
        }
    }

    private static boolean isBlank(byte[] json) {
        for (byte character : json) {
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
                return false;
            }
        }
        return true;
    }
}

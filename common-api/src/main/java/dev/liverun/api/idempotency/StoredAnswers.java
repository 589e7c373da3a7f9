package dev.liverun.api.idempotency;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.liverun.api.conditional.ETags;
import dev.liverun.api.conditional.Versioned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Between an answer and its stored form. */
@ApplicationScoped
class StoredAnswers {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    StoredAnswers(ObjectMapper mapper) {
        this.mapper = mapper.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /** Equal for requests that say the same, however they were spaced or ordered. */
    String hashOf(Object request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(json(request).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    StoredAnswer keep(RestResponse<?> answer) {
        var headers = new TreeMap<String, String>();
        answer.getHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name, String.valueOf(values.get(0)));
            }
        });
        var entity = answer.getEntity();
        if (entity instanceof Versioned versioned) {
            headers.putIfAbsent(HttpHeaders.ETAG, ETags.header(versioned.version()));
        }
        return new StoredAnswer(answer.getStatus(), json(headers), entity == null ? null : json(entity));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Written as the JSON that a T was written as.
    <T> RestResponse<T> replay(StoredAnswer stored) {
        var answer = RestResponse.ResponseBuilder.<Object>create(stored.status());
        try {
            mapper.readValue(stored.headers(), HEADERS).forEach(answer::header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored headers are not readable", e);
        }
        answer.header(Idempotency.REPLAYED_HEADER, "true");
        if (stored.body() != null) {
            answer.entity(new RawJson(stored.body()));
        }
        return (RestResponse<T>) answer.build();
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    /** {@code headers} as a JSON object; {@code body} as it was sent. */
    record StoredAnswer(
            int status, String headers, @Nullable String body) {}

    record RawJson(@JsonValue @JsonRawValue String json) {}
}

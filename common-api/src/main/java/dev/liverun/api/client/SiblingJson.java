package dev.liverun.api.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;

/** Reads what siblings answer: like our own JSON, but a newer sibling may say more than we know. */
public class SiblingJson implements ContextResolver<ObjectMapper> {

    private final ObjectMapper lenient;

    SiblingJson(ObjectMapper mapper) {
        this.lenient = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return lenient;
    }
}

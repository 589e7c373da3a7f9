package dev.liverun.api;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** 201 with a {@code Location} that is right for whoever asked, through the gateway or not: it names no host. */
public final class Created {

    /** Where every API begins. */
    public static final String BASE_PATH = "/api/v1";

    private Created() {}

    /** For example {@code Created.at("/notes/" + note.id(), note)}. */
    public static <T> RestResponse<T> at(String path, T entity) {
        return RestResponse.ResponseBuilder.<T>create(RestResponse.Status.CREATED)
                .header(HttpHeaders.LOCATION, BASE_PATH + path)
                .entity(entity)
                .build();
    }
}

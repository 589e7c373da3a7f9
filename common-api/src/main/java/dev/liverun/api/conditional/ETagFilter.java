package dev.liverun.api.conditional;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts {@code ETag} on what is {@link Versioned}, and answers {@code If-None-Match} with 304 where it tells all. */
@Provider
public class ETagFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() / 100 != 2) {
            return;
        }
        if (response.getEntity() instanceof Versioned entity
                && !response.getHeaders().containsKey(HttpHeaders.ETAG)) {
            response.getHeaders().putSingle(HttpHeaders.ETAG, ETags.header(entity.version()));
        }
        if (response.getEntity() instanceof Versioned entity && !entity.versionTellsAll()) {
            return;
        }
        var tag = response.getHeaderString(HttpHeaders.ETAG);
        var reading = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (reading && tag != null && isKnown(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }

    /** The weak comparison of RFC 9110, section 8.8.3.2. */
    private static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.trim().equals("*")
                || Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(known -> opaque(known.trim()))
                        .anyMatch(opaque(tag)::equals);
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}

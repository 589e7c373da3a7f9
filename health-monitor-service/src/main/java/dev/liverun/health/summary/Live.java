package dev.liverun.health.summary;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * The answer shows more than its {@code ETag} covers: the tag is the definition's version, for {@code If-Match}, and the
 * health beside it changes without it. So it is always sent whole, never answered 304.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface Live {

    @Provider
    @Live
    class AlwaysWhole implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.getHeaders().remove(HttpHeaders.IF_NONE_MATCH);
        }
    }
}

package dev.liverun.runner.runs;

import dev.liverun.api.Created;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers to wishes that take their time. */
public final class Answers {

    private Answers() {}

    /** 202: it goes on, look there. */
    static <T> RestResponse<T> accepted(String path, T entity) {
        return RestResponse.ResponseBuilder.<T>create(RestResponse.Status.ACCEPTED)
                .header(HttpHeaders.LOCATION, Created.BASE_PATH + path)
                .entity(entity)
                .build();
    }

    /** Whether the work ends within that time. That it fails is not told here: whoever looks will see. */
    static Uni<Boolean> within(Waiting waiting, Uni<Void> work) {
        if (waiting.time().isZero()) {
            return Uni.createFrom().item(false);
        }
        return work.replaceWith(true)
                .onFailure()
                .recoverWithItem(false)
                .ifNoItem()
                .after(waiting.time())
                .recoverWithItem(false);
    }
}

package dev.liverun.api.live;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The request for an upgrade: who asks, and for what. */
public final class LiveRequest {

    private final Caller caller;
    private final RoutingContext request;

    LiveRequest(Caller caller, RoutingContext request) {
        this.caller = caller;
        this.request = request;
    }

    public Caller caller() {
        return caller;
    }

    /** The value of {@code :name} in the route's path. */
    public String pathParameter(String name) {
        return request.pathParam(name);
    }

    /** All values of a query parameter. */
    public List<String> query(String name) {
        return request.queryParam(name);
    }

    /**
     * The value of a query parameter.
     *
     * @throws Invalid if it is given more than once
     */
    public Optional<String> single(String name) {
        var values = query(name);
        if (values.size() > 1) {
            throw new Invalid(name, "may be given once");
        }
        return values.stream().findFirst();
    }

    /**
     * A query parameter that is an id.
     *
     * @throws Invalid if it is none
     */
    public Optional<UUID> id(String name) {
        return single(name).map(text -> uuid(name, text));
    }

    /** A part of the path that is an id; anything else is {@link Invalid}. */
    public UUID pathId(String name) {
        return uuid(name, pathParameter(name));
    }

    private static UUID uuid(String name, String text) {
        try {
            // Java also reads "1-1-1-1-1".
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw new Invalid(name, "must be a UUID");
        }
        throw new Invalid(name, "must be a UUID");
    }
}

package dev.liverun.sandbox.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** One stand-in: a service's protocol below {@code /<name>}. */
public interface Integration {

    /** The path prefix and the name in the control API. */
    String name();

    /** Environment variables it needs and has not got; while there are any, it answers 503 and names them. */
    List<String> missing();

    /** Registers its routes, with paths relative to its prefix. */
    void register(Routes routes);

    /** Registers what its stand-in can be told beyond faults, with paths below the given one of the control API. */
    default void registerControl(Routes routes, String path) {}

    /** How this service says that something is wrong. */
    ErrorStyle errors();

    /** What this service adds to every answer, such as rate limit headers. */
    default Reply decorate(RoutingContext ctx, Reply reply) {
        return reply;
    }

    /** Whether the request presents a credential that can expire. */
    default boolean presentsToken(RoutingContext ctx) {
        return true;
    }
}

package dev.liverun.sandbox.http;

import dev.liverun.sandbox.fault.Outcome;
import io.vertx.ext.web.RoutingContext;

/** The error answers of one service, as that service words them. */
public interface ErrorStyle {

    /** Any status, also one that a fault asks for. */
    Reply status(RoutingContext ctx, int status);

    /** 400 (or what the service uses) with a reason. */
    Reply badRequest(RoutingContext ctx, String reason);

    Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit);

    /** The credential was good once; a service that issues tokens also forgets the presented one. */
    Reply expiredToken(RoutingContext ctx);
}

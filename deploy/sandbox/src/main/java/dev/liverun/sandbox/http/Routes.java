package dev.liverun.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where an integration registers what it answers. */
public final class Routes {
    private final Router router;
    private final Responder responder;

    Routes(Router router, Responder responder) {
        this.router = router;
        this.responder = responder;
    }

    /** Runs before every route that is registered after it; refuses by throwing a {@link Refusal}. */
    public void before(Consumer<RoutingContext> check) {
        router.route().handler(ctx -> {
            try {
                check.accept(ctx);
            } catch (Refusal refusal) {
                responder.send(ctx, refusal.reply());
                return;
            }
            ctx.next();
        });
    }

    /** Answers at once; a thrown {@link Refusal} is the answer, too. */
    public void answer(HttpMethod method, String path, Function<RoutingContext, Reply> endpoint) {
        serve(method, path, ctx -> Future.succeededFuture(endpoint.apply(ctx)));
    }

    /** Answers when the future completes, for what is written to disk or takes its time. */
    public void serve(HttpMethod method, String path, Function<RoutingContext, Future<Reply>> endpoint) {
        router.route(method, path).handler(ctx -> {
            Future<Reply> reply;
            try {
                reply = endpoint.apply(ctx);
            } catch (Refusal refusal) {
                responder.send(ctx, refusal.reply());
                return;
            }
            reply.onSuccess(r -> responder.send(ctx, r)).onFailure(e -> {
                if (e instanceof Refusal refusal) {
                    responder.send(ctx, refusal.reply());
                } else {
                    ctx.fail(e);
                }
            });
        });
    }
}

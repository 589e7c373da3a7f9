package dev.liverun.flow;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Contexts for what a {@link Batcher} does: done for several requests it belongs to none of them, and each goes on where it was. */
public final class OwnContexts {

    private final Vertx vertx;

    public OwnContexts(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Work on a context of its own, on this thread. */
    public <T> Uni<T> start(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            var context =
                    VertxContext.createNewDuplicatedContext(VertxContext.getRootContext(vertx.getOrCreateContext()));
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(
                    ignored -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }

    /** Its result comes on the context that is current now, whoever brings it. */
    public static <T> Uni<T> backHere(Uni<T> elsewhere) {
        Context here = Vertx.currentContext();
        return here == null ? elsewhere : elsewhere.emitOn(task -> here.runOnContext(ignored -> task.run()));
    }
}

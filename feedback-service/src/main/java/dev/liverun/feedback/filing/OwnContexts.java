package dev.liverun.feedback.filing;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** What is done for several requests belongs to none of them; each goes on where it was. */
final class OwnContexts {

    private final Vertx vertx;

    OwnContexts(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Work on a context of its own, on this thread. */
    <T> Uni<T> start(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            var context =
                    VertxContext.createNewDuplicatedContext(VertxContext.getRootContext(vertx.getOrCreateContext()));
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(
                    ignored -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }

    /** Its result comes on the context that is current now, whoever brings it. */
    static <T> Uni<T> backHere(Uni<T> elsewhere) {
        Context here = Vertx.currentContext();
        return here == null ? elsewhere : elsewhere.emitOn(task -> here.runOnContext(ignored -> task.run()));
    }
}

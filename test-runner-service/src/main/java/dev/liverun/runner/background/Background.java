package dev.liverun.runner.background;

import dev.liverun.events.correlation.Correlation;
import dev.liverun.runner.engine.Surroundings.Pauses;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts work on a context of its own, so that it neither ends with a request nor shares anything with one. */
@ApplicationScoped
public class Background {

    private final Vertx vertx;

    Background(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Starts at once; the returned {@code Uni} only tells the end and may be ignored.
     *
     * @param correlationId what the work is on behalf of
     */
    public <T> Uni<T> start(@Nullable String correlationId, Supplier<Uni<T>> work) {
        Uni<T> started = Uni.createFrom().<T>emitter(emitter -> {
            var root = ((VertxInternal) vertx).createEventLoopContext();
            VertxContext.createNewDuplicatedContext(root).runOnContext(ignored -> {
                Correlation.set(correlationId);
                Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail);
            });
        });
        Uni<T> result = started.memoize().indefinitely();
        result.subscribe().with(done -> {}, failure -> {});
        return result;
    }

    /** Timers that come back to the context they were started on. */
    public Pauses pauses() {
        return this::pause;
    }

    private Uni<Void> pause(Duration duration) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(Math.max(1, duration.toMillis()), fired -> emitter.complete(null));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}

package dev.liverun.runner.engine;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The wish to end an execution early, with its reason. Once, from any thread. */
public final class Cancellation {

    private final AtomicReference<String> reason = new AtomicReference<>();
    private final List<UniEmitter<? super String>> waiting = new CopyOnWriteArrayList<>();

    /** The first reason stays. */
    public void cancel(String why) {
        if (reason.compareAndSet(null, why)) {
            waiting.forEach(emitter -> emitter.complete(why));
        }
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** Fires with the reason as soon as there is one. */
    Uni<String> signal() {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(emitter);
            emitter.onTermination(() -> waiting.remove(emitter));
            String already = reason.get();
            if (already != null) {
                emitter.complete(already);
            }
        });
    }
}

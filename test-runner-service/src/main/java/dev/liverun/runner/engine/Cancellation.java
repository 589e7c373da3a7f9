package dev.liverun.runner.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The wish to end an execution early, with its reason. Once, from any thread. */
public final class Cancellation {

    private final AtomicReference<String> reason = new AtomicReference<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

    /** The first reason stays. */
    public void cancel(String why) {
        if (reason.compareAndSet(null, why)) {
            waiting.forEach(Runnable::run);
        }
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * Runs {@code action} when it is cancelled, at once if it is already; perhaps twice if both happen together.
     *
     * @return forgets the action
     */
    public Runnable whenCancelled(Runnable action) {
        waiting.add(action);
        if (reason.get() != null) {
            action.run();
        }
        return () -> waiting.remove(action);
    }
}

package dev.liverun.runner.execution;

import dev.liverun.runner.running.RunnerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets only so many tests of one endpoint run at once, whichever runs they belong to; the others wait in their order. */
@ApplicationScoped
class Lanes {

    private final int most;
    private final Map<UUID, Lane> lanes = new HashMap<>();

    Lanes(RunnerConfig config) {
        this.most = config.parallelPerEndpoint();
    }

    private static final class Lane {
        private int busy;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
    }

    <T> Uni<T> through(UUID endpoint, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> enter(endpoint, () -> emitter.complete(null)))
                .chain(work::get)
                .onTermination()
                .invoke(() -> leave(endpoint));
    }

    private void enter(UUID endpoint, Runnable begin) {
        synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(endpoint, id -> new Lane());
            if (lane.busy >= most) {
                lane.waiting.add(begin);
                return;
            }
            lane.busy++;
        }
        begin.run();
    }

    private void leave(UUID endpoint) {
        Runnable next;
        synchronized (lanes) {
            Lane lane = Objects.requireNonNull(lanes.get(endpoint));
            next = lane.waiting.poll();
            if (next == null && --lane.busy == 0) {
                lanes.remove(endpoint);
            }
        }
        if (next != null) {
            next.run();
        }
    }
}

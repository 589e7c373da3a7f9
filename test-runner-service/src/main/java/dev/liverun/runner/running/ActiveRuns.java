package dev.liverun.runner.running;

import dev.liverun.runner.engine.Cancellation;
import dev.liverun.runner.recording.StoredJson;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The runs that this replica executes, or brings to their end. */
@ApplicationScoped
public class ActiveRuns {

    /** Why an execution ends whose run is somebody else's now. */
    public static final String TAKEN_OVER = "The run was taken over by another replica.";

    /** One of them, as those see it who execute it. */
    public static final class Active {
        private final UUID sessionId;
        private final Cancellation cancellation = new Cancellation();
        private final Map<UUID, String> steps = new ConcurrentHashMap<>();
        private final List<Runnable> standing = new CopyOnWriteArrayList<>();
        private volatile boolean paused;
        private volatile int waiting;

        private Active(UUID sessionId) {
            this.sessionId = sessionId;
        }

        public Cancellation cancellation() {
            return cancellation;
        }

        /** Whether its session is paused, as far as is known here. */
        public boolean paused() {
            return paused;
        }

        /** The database says that it is, even if nobody here has heard of it. */
        public void isPaused() {
            paused = true;
        }

        /** Runs the action once the session is not paused any more; returns what forgets it. */
        public Runnable whenResumed(Runnable action) {
            standing.add(action);
            if (!paused) {
                action.run();
            }
            return () -> standing.remove(action);
        }

        public void at(UUID resultId, String step) {
            steps.put(resultId, step);
        }

        public void ended(UUID resultId) {
            steps.remove(resultId);
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField") // Guarded; read without.
        public synchronized void waits(int more) {
            waiting += more;
        }

        /** What its tests are at, as JSON. */
        public String progress() {
            return StoredJson.write(steps);
        }

        private void set(boolean nowPaused) {
            boolean resumed = paused && !nowPaused;
            paused = nowPaused;
            if (resumed) {
                standing.forEach(Runnable::run);
            }
        }
    }

    private final Map<UUID, Active> active = new ConcurrentHashMap<>();

    ActiveRuns(MeterRegistry meters) {
        meters.gauge("liverun.runs.active", active, Map::size);
    }

    /** Whoever executed it here before, and has lost it meanwhile, hears that it was taken over. */
    public Active add(UUID runId, UUID sessionId) {
        Active added = new Active(sessionId);
        Active before = active.put(runId, added);
        if (before != null) {
            before.cancellation.cancel(TAKEN_OVER);
        }
        return added;
    }

    public void remove(UUID runId, Active ended) {
        active.remove(runId, ended);
    }

    /** How many are at work; those that stand still are not. */
    public int count() {
        return (int) active.values().stream().filter(run -> run.waiting == 0).count();
    }

    /** Those of this moment. */
    public Map<UUID, Active> now() {
        return Map.copyOf(active);
    }

    public void paused(UUID runId, boolean paused) {
        Active run = active.get(runId);
        if (run != null) {
            run.set(paused);
        }
    }

    public void cancel(UUID runId, String reason) {
        Active run = active.get(runId);
        if (run != null) {
            run.cancellation.cancel(reason);
        }
    }

    public void cancelAll(UUID sessionId, String reason) {
        active.values().stream()
                .filter(run -> run.sessionId.equals(sessionId))
                .forEach(run -> run.cancellation.cancel(reason));
    }
}

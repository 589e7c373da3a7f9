package dev.liverun.runner.runs;

import dev.liverun.runner.engine.Cancellation;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that this replica executes, or brings to their end. */
@ApplicationScoped
class ActiveRuns {

    private record Active(UUID sessionId, Cancellation cancellation) {}

    private final Map<UUID, Active> active = new ConcurrentHashMap<>();

    ActiveRuns(MeterRegistry meters) {
        meters.gauge("liverun.runs.active", active, Map::size);
    }

    Cancellation add(UUID runId, UUID sessionId) {
        return active.computeIfAbsent(runId, id -> new Active(sessionId, new Cancellation())).cancellation;
    }

    void remove(UUID runId) {
        active.remove(runId);
    }

    int count() {
        return active.size();
    }

    Set<UUID> ids() {
        return Set.copyOf(active.keySet());
    }

    void cancel(UUID runId, String reason) {
        Active run = active.get(runId);
        if (run != null) {
            run.cancellation.cancel(reason);
        }
    }

    void cancelAll(UUID sessionId, String reason) {
        active.values().stream()
                .filter(run -> run.sessionId.equals(sessionId))
                .forEach(run -> run.cancellation.cancel(reason));
    }
}

package dev.liverun.integrations.budget;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** For one process on its own: a test, a tool. Replicas need the database. */
public final class InMemoryBudgetStore implements BudgetStore {

    private final Clock clock;
    private final Map<UUID, BudgetRow> rows = new ConcurrentHashMap<>();
    private final Map<UUID, Long> pauses = new ConcurrentHashMap<>();

    public InMemoryBudgetStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<List<Reservation>> reserve(List<Demand> demands) {
        return Uni.createFrom().item(() -> demands.stream().map(this::reserve).toList());
    }

    private synchronized Reservation reserve(Demand demand) {
        long now = micros(clock.instant());
        BudgetRow row = rows.computeIfAbsent(
                demand.endpointId(), id -> BudgetRow.initial(demand.limitPerMinute(), demand.pace(), now));
        BudgetRow.Reserved reserved =
                row.paused(pauses.getOrDefault(demand.endpointId(), 0L)).reserve(demand, now);
        rows.put(demand.endpointId(), reserved.row());
        return reserved.reservation();
    }

    @Override
    public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
        return Uni.createFrom().item(() -> {
            pauses.merge(endpointId, micros(until), Math::max);
            return null;
        });
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}

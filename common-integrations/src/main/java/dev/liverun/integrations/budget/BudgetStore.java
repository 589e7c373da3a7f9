package dev.liverun.integrations.budget;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where the budgets of all endpoints are kept, for all replicas of this service. */
public interface BudgetStore {

    /** Reserves for each demand what is there; atomic per endpoint. Each endpoint occurs once. */
    Uni<List<Reservation>> reserve(List<Demand> demands);

    /** No slot before this time; the later of two pauses holds. */
    Uni<Void> pauseUntil(UUID endpointId, Instant until);
}

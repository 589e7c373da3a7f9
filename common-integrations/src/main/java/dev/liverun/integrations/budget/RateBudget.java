package dev.liverun.integrations.budget;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Grants the right to send requests to endpoints, such that their limits hold. */
public interface RateBudget {

    /**
     * Waits for a slot, and completes when its time has come. First come, first served per endpoint. Fails with a
     * {@link BudgetException} as soon as it is known that there will be none within {@code maxWait}. Asking takes a moment,
     * so less than 250 ms count as 250 ms.
     */
    Uni<Slot> acquire(UUID endpointId, int limitPerMinute, Duration maxWait);

    /** No slot before this time, in no replica; the later of two pauses holds. Done when it is stored. */
    Uni<Void> pauseUntil(UUID endpointId, Instant until);
}

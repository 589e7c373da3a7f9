package dev.liverun.health.throttle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where health checks of an endpoint stand with its rate limit.
 *
 * @param rateLimitPerMinute what everything that Liverun sends may reach
 * @param checksPerMinute the monitor's share of it, steadily
 * @param usedLastMinute about how many requests it took of it in the last minute, repetitions and redirects included
 * @param availableNow how many requests could be sent at this moment
 * @param nextSlotAt when the next one can be sent; not in the future when {@code availableNow} is not 0
 * @param pausedUntil until when the endpoint asked to be left alone; null when it did not, or that is over
 */
record RateLimitState(
        UUID endpointId,
        int rateLimitPerMinute,
        double checksPerMinute,
        int usedLastMinute,
        int availableNow,
        Instant nextSlotAt,
        @Nullable Instant pausedUntil) {}

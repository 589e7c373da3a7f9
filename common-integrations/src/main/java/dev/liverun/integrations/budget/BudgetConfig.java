package dev.liverun.integrations.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** This service's part of the rate limits of all endpoints. */
@ConfigMapping(prefix = "liverun.budget")
public interface BudgetConfig {

    /**
     * The share of each endpoint's limit that this service may use, with all of its replicas. The shares of all services
     * together must stay below 1: what is missing to 1 is the margin for requests that overtake each other on their way.
     * Larger shortens the waits of this service.
     */
    @WithDefault("0.20")
    double share();

    /**
     * How much of the share may be sent at once. Larger lets short bursts through without waiting; the steady rate gets
     * smaller by as much, because both together have to stay below the limit.
     */
    @WithDefault("0.1")
    double burst();

    /**
     * How far ahead slots are reserved. Longer needs fewer statements when requests queue up; shorter shares more evenly
     * between replicas, and lets fewer reserved requests out when another replica learns of a pause.
     */
    @WithDefault("2s")
    Duration lookAhead();
}

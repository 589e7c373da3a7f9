package dev.liverun.integrations.budget;

import java.util.UUID;

/**
 * Slots that are wanted for an endpoint.
 *
 * @param limitPerMinute the endpoint's limit as the asking replica knows it, of which {@code pace} is the share
 * @param wanted how many, at most
 * @param horizonMicros how far ahead the last of them may be
 */
public record Demand(UUID endpointId, int limitPerMinute, Pace pace, int wanted, long horizonMicros) {}

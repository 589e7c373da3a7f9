package dev.liverun.integrations;

import java.time.Instant;
import java.util.UUID;

/**
 * An endpoint asked to be left alone for a while (429, or 503 with {@code Retry-After}). Nothing is sent to it before
 * {@code pausedUntil}, by any replica of this service; other services learn it from the event.
 *
 * @param status what the endpoint answered
 * @param requested whether the endpoint named the time itself ({@code Retry-After}) or it is our own default
 */
public record Throttle(UUID endpointId, Instant pausedUntil, int status, boolean requested) {}

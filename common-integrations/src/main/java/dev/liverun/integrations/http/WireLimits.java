package dev.liverun.integrations.http;

import java.time.Duration;

/**
 * What the wire grants the remote side.
 *
 * @param maxHeadBytes of an answer's status line and headers
 * @param maxBodyBytes after which an answer is broken off
 * @param keepAlive how long an idle connection is kept
 * @param maxIdleConnections of all endpoints together, per event loop
 */
public record WireLimits(int maxHeadBytes, long maxBodyBytes, Duration keepAlive, int maxIdleConnections) {

    public static final WireLimits DEFAULT = new WireLimits(64 * 1024, 64L * 1024 * 1024, Duration.ofSeconds(55), 4096);
}

package dev.liverun.health.schedule;

import dev.liverun.health.check.EndpointCheck;
import java.time.Duration;

/**
 * An endpoint that this replica is to check.
 *
 * @param epoch what it records counts only while this is the endpoint's latest claim
 * @param dueIn until the check is to start; not positive when it is due or overdue
 */
record Claim(EndpointCheck check, long epoch, Duration dueIn) {}

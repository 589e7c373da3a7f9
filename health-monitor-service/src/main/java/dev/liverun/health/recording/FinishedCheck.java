package dev.liverun.health.recording;

import dev.liverun.health.check.Verdict;
import dev.liverun.integrations.Throttle;
import java.util.Optional;
import java.util.UUID;

/**
 * A check that has come back and waits to be written.
 *
 * @param id of the check, and of its event
 * @param startedNanos {@link System#nanoTime()} when it started: the database dates it from how long ago that was
 */
public record FinishedCheck(
        UUID id, UUID endpointId, long epoch, long startedNanos, Verdict verdict, Optional<Throttle> throttle) {}

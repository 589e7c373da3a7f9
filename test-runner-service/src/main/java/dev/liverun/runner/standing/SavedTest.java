package dev.liverun.runner.standing;

import dev.liverun.runner.engine.Position;
import dev.liverun.runner.recording.RecordedSteps;
import java.time.Instant;

/**
 * A test that stands still, with all that is needed to go on.
 *
 * @param startedAt when it began
 * @param steps what is kept of the steps so far, redacted
 */
public record SavedTest(Position position, Instant startedAt, RecordedSteps steps) {}

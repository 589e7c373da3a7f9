package dev.liverun.runner.imports;

import dev.liverun.events.contract.TestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A test case that another tool ran.
 *
 * @param message why it did not pass; null if it did, or nobody says
 * @param startedAt if the document says it
 */
public record ForeignResult(
        String name,
        TestStatus status,
        Duration duration,
        @Nullable String message,
        Optional<Instant> startedAt) {}

package dev.liverun.events.contract;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of one or more workflows in a session. {@code tag} marks the test data it makes outside.
 */
public record RunSnapshot(
        UUID id,
        UUID sessionId,
        String tag,
        RunStatus status,
        String startedBy,
        Instant startedAt,
        @Nullable Instant completedAt,
        Map<TestStatus, Integer> totals,
        long version) {}

package dev.liverun.runner.runs;

import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestStatus;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is stored.
 *
 * @param tag goes into the test data that it makes outside
 * @param epoch grows with each replica that takes it over; what an earlier one still writes is ignored
 */
record RunView(
        UUID id,
        UUID sessionId,
        String tag,
        RunStatus status,
        @Nullable String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant completedAt,
        Map<TestStatus, Integer> totals,
        @Nullable String cancelReason,
        long epoch,
        @Nullable String correlationId,
        long version) {

    RunSnapshot snapshot() {
        return new RunSnapshot(id, sessionId, tag, status, startedBy, startedAt, completedAt, totals, version);
    }
}

package dev.liverun.runner.running;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param parallel how many tests of one endpoint run at once
 * @param waiting what it stands still for; null if it does not
 * @param progress per result that is being worked on, what about
 * @param tool where its results come from, if not from here
 */
public record RunView(
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
        long version,
        int parallel,
        @Nullable Instant deadlineAt,
        @Nullable String waiting,
        JsonNode progress,
        @Nullable String tool) {

    public RunSnapshot snapshot() {
        return new RunSnapshot(id, sessionId, tag, status, startedBy, startedAt, completedAt, totals, version);
    }
}

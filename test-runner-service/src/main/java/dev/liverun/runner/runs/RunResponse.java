package dev.liverun.runner.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.intents.IntentResponse;
import dev.liverun.runner.results.ResultSummary;
import dev.liverun.runner.running.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run, as callers see it.
 *
 * @param tag marks the test data that it makes outside
 * @param reason why it ended as it did, where the results do not say it
 * @param cancelReason set as soon as it is to end early
 * @param waiting SESSION_PAUSED or QUESTION while it stands still; null if it does not
 * @param progress per result that is being worked on: the step
 * @param tool where its results come from, if not from here
 * @param results its tests, in the order in which they were asked for; left out in lists
 * @param intents what its steps were about to change outside; left out in lists
 */
public record RunResponse(
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
        long version,
        @Nullable Instant deadlineAt,
        @Nullable String waiting,
        JsonNode progress,
        @Nullable String tool,
        @Nullable List<ResultSummary> results,
        @Nullable List<IntentResponse> intents) {

    static RunResponse of(RunView run) {
        return of(run, null, null);
    }

    static RunResponse of(RunView run, @Nullable List<ResultSummary> results, @Nullable List<IntentResponse> intents) {
        return new RunResponse(
                run.id(),
                run.sessionId(),
                run.tag(),
                run.status(),
                run.reason(),
                run.startedBy(),
                run.startedAt(),
                run.completedAt(),
                run.totals(),
                run.cancelReason(),
                run.version(),
                run.deadlineAt(),
                run.waiting(),
                run.progress(),
                run.tool(),
                results,
                intents);
    }
}

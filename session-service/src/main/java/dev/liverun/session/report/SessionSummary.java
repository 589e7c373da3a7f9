package dev.liverun.session.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.results.SlowStep;
import dev.liverun.session.state.SessionState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session in numbers, and what follows from them.
 *
 * @param comparison with the session that is configured as the baseline; null when none is
 */
public record SessionSummary(
        UUID sessionId,
        String name,
        SessionState status,
        @JsonUnwrapped Verdict verdict,
        ResultSummary results,
        List<IntegrationHealth> integrations,
        FeedbackSummary feedback,
        List<SlowTest> slowest,
        List<SlowStep> slowestSteps,
        @Nullable Comparison comparison) {}

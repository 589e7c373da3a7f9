package dev.liverun.session.report;

import dev.liverun.session.configuration.Gates;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.report.evidence.SignOff;
import dev.liverun.session.results.ResultCount;
import dev.liverun.session.state.SessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict is made from.
 *
 * @param comparison with the baseline; null when the session has none
 * @param signOffs the latest word of each person
 */
record Findings(
        SessionState state,
        SessionConfiguration configuration,
        List<ResultCount> counts,
        List<IntegrationHealth> integrations,
        FeedbackSummary feedback,
        @Nullable Comparison comparison,
        List<SignOff> signOffs) {

    Gates gates() {
        return configuration.gates();
    }

    ResultSummary results() {
        return ResultSummary.of(counts);
    }

    List<IntegrationHealth> required() {
        return integrations.stream().filter(IntegrationHealth::required).toList();
    }
}

package dev.liverun.session.report;

import dev.liverun.session.configuration.Gates;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.SignOff;
import dev.liverun.session.results.ResultCount;
import dev.liverun.session.state.SessionState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict is made from.
 *
 * @param comparison with the baseline; null when the session has none
 * @param signOffs the latest word of each person
 * @param standing the seals that people spoke about and that hold what is known now
 */
record Findings(
        SessionState state,
        SessionConfiguration configuration,
        List<ResultCount> counts,
        List<IntegrationHealth> integrations,
        FeedbackSummary feedback,
        @Nullable Comparison comparison,
        List<SignOff> signOffs,
        Set<Integer> standing) {

    Gates gates() {
        return configuration.gates();
    }

    ResultSummary results() {
        return ResultSummary.of(counts);
    }

    /** The same with those of the seals standing that hold what is known now; {@code seals} by version. */
    Findings standing(Map<Integer, Evidence> seals) {
        var holding = seals.entrySet().stream()
                .filter(seal -> isHeldBy(seal.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        return new Findings(state, configuration, counts, integrations, feedback, comparison, signOffs, holding);
    }

    /**
     * Whether there is nothing that whoever accepted {@code accepted} did not know: no further result, check or report, no
     * failure of another class, and no more feedback open. Feedback that was resolved since takes nothing back.
     */
    private boolean isHeldBy(Evidence accepted) {
        var now = results();
        var then = accepted.results();
        return now.byStatus().equals(then.byStatus())
                && now.byFailureClass().equals(then.byFailureClass())
                && checks(integrations).equals(checks(accepted.integrations()))
                && feedback.total() == accepted.feedback().total()
                && feedback.openByPriority().entrySet().stream()
                        .allMatch(open -> open.getValue()
                                <= accepted.feedback().openByPriority().getOrDefault(open.getKey(), 0L));
    }

    private static Map<String, IntegrationHealth.Checks> checks(List<IntegrationHealth> integrations) {
        return integrations.stream()
                .filter(one -> one.checks().total() > 0)
                .collect(Collectors.toMap(one -> one.name() + ' ' + one.endpointId(), IntegrationHealth::checks));
    }

    List<IntegrationHealth> required() {
        return integrations.stream().filter(IntegrationHealth::required).toList();
    }
}

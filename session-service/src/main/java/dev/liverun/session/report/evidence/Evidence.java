package dev.liverun.session.report.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.liverun.events.contract.Participant;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.report.Comparison;
import dev.liverun.session.report.FeedbackSummary;
import dev.liverun.session.report.ResultSummary;
import dev.liverun.session.report.SessionSummary;
import dev.liverun.session.report.SlowTest;
import dev.liverun.session.report.Verdict;
import dev.liverun.session.results.SlowStep;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.timeline.TimelineItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a report shows, in whatever format; its hash stands for it. It holds nothing that goes on changing when the
 * session and its feedback are at rest, so the same evidence has the same hash whenever it is asked for.
 *
 * @param slowestSteps null in seals from before steps were told of
 */
public record Evidence(
        Identity session,
        @JsonUnwrapped Verdict judgement,
        ResultSummary results,
        List<IntegrationHealth> integrations,
        FeedbackSummary feedback,
        List<SlowTest> slowest,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SlowStep> slowestSteps,
        @Nullable Comparison comparison,
        List<TimelineItem> timeline) {

    /**
     * Which session, of what, when, by whom.
     *
     * @param activeMs without the time since {@code activeSince}, so that evidence does not change while time goes by
     * @param activeSince since when it is ACTIVE; null when it is not
     */
    public record Identity(
            UUID id,
            String name,
            @Nullable String description,
            SessionState status,
            @Nullable String environment,
            @Nullable String versionUnderTest,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String endReason,
            long activeMs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant activeSince,

            String testerId,
            List<Participant> participants,
            Map<String, Object> configuration,
            long version) {

        static Identity of(Session session) {
            return new Identity(
                    session.id(),
                    session.name(),
                    session.description(),
                    session.status(),
                    session.configuration().environment().orElse(null),
                    session.configuration().version().orElse(null),
                    session.createdAt(),
                    session.startedAt(),
                    session.endedAt(),
                    session.endReason(),
                    session.activeTime().millis(),
                    session.activeTime().since(),
                    session.testerId(),
                    session.participants().list(),
                    session.configurationValues(),
                    session.version());
        }
    }

    static Evidence of(Session session, SessionSummary summary, List<TimelineItem> timeline) {
        return new Evidence(
                Identity.of(session),
                summary.verdict(),
                summary.results(),
                summary.integrations().stream()
                        .map(IntegrationHealth::ofSessionOnly)
                        .toList(),
                summary.feedback(),
                summary.slowest(),
                summary.slowestSteps(),
                summary.comparison(),
                timeline);
    }
}

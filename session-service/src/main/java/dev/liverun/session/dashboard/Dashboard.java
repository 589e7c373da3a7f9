package dev.liverun.session.dashboard;

import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.session.state.SessionState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is going on.
 *
 * @param sessions how many are in each state
 * @param integrations those in use, by name, each with its confirmed status and latest check
 * @param running runs that have not ended, longest running first; the first 100 of them
 * @param openFeedback how many reports of each priority are open
 */
public record Dashboard(
        Map<SessionState, Long> sessions,
        List<Integration> integrations,
        List<RunningTest> running,
        Map<FeedbackPriority, Long> openFeedback) {

    /**
     * An integration now; {@code status} is null until one is confirmed.
     *
     * @param duringSessions how it does in the sessions that are ACTIVE or PAUSED; null when none of them has checked it
     */
    public record Integration(
            UUID id,
            String name,
            @Nullable String status,
            @Nullable String reason,
            @Nullable Instant since,
            @Nullable String lastStatus,
            @Nullable Integer lastResponseTimeMs,
            @Nullable Instant lastCheckedAt,
            @Nullable DuringSessions duringSessions) {}

    /** Checks of an integration over the sessions that are going on; {@code uptime} as in a session's summary, 0–1. */
    public record DuringSessions(
            int sessions, long checks, @Nullable BigDecimal uptime) {}

    /** A run that has not ended. */
    public record RunningTest(UUID runId, UUID sessionId, String sessionName, String startedBy, Instant startedAt) {}
}

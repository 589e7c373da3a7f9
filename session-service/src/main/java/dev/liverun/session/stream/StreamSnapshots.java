package dev.liverun.session.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.liverun.session.dashboard.Dashboard;
import dev.liverun.session.dashboard.Dashboards;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.report.SummaryService;
import dev.liverun.session.sessions.SessionResponse;
import dev.liverun.session.timeline.TimelineItem;
import dev.liverun.session.timeline.TimelineRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a reader gets first: how things stand, and the cursor from which the deltas go on. */
@ApplicationScoped
class StreamSnapshots {

    /** How much of the past a snapshot shows; what is before it is with {@code /timeline}. */
    private static final int LATEST = 50;

    /**
     * A snapshot.
     *
     * @param positions up to where it is complete, by session
     */
    record Snapshot(String message, Map<UUID, Long> positions) {}

    /** Of one session. The cursor is read first: what is told again by a delta does no harm. */
    private record OfSession(
            @JsonProperty String type,
            String reason,
            String cursor,
            SessionResponse session,
            ObjectNode summary,
            List<TimelineItem> timeline) {}

    private record OfAll(
            @JsonProperty String type, String reason, String cursor, Dashboard dashboard, List<OpenSession> sessions) {}

    private final StreamRepository timelines;
    private final TimelineRepository entries;
    private final SessionRepository sessions;
    private final SummaryService summaries;
    private final Dashboards dashboards;
    private final OpenSessions openSessions;
    private final ObjectMapper mapper;

    StreamSnapshots(
            StreamRepository timelines,
            TimelineRepository entries,
            SessionRepository sessions,
            SummaryService summaries,
            Dashboards dashboards,
            OpenSessions openSessions,
            ObjectMapper mapper) {
        this.timelines = timelines;
        this.entries = entries;
        this.sessions = sessions;
        this.summaries = summaries;
        this.dashboards = dashboards;
        this.openSessions = openSessions;
        this.mapper = mapper;
    }

    Uni<Snapshot> of(UUID sessionId, Set<String> kinds, String reason) {
        return timelines.position(sessionId).chain(position -> sessions.get(sessionId)
                .chain(session -> summaries.of(session).chain(summary -> entries.latest(
                                sessionId, kinds, position, LATEST)
                        .map(latest -> {
                            ObjectNode numbers = mapper.valueToTree(summary);
                            // Each report is with GET /feedback: here their numbers will do.
                            if (numbers.get("feedback") instanceof ObjectNode feedback) {
                                feedback.remove("items");
                            }
                            var message = new OfSession(
                                    "snapshot",
                                    reason,
                                    Long.toString(position),
                                    SessionResponse.of(session),
                                    numbers,
                                    latest);
                            return new Snapshot(json(message), Map.of(sessionId, position));
                        }))));
    }

    Uni<Snapshot> ofAll(String reason) {
        return timelines.horizon().chain(horizon -> timelines.latePositions().chain(late -> openSessions
                .newest()
                .chain(open -> dashboards.now().map(dashboard -> {
                    var message = new OfAll("snapshot", reason, StreamRequest.cursorOverAll(horizon), dashboard, open);
                    return new Snapshot(json(message), new HashMap<>(late));
                }))));
    }

    private String json(Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot is always JSON", e);
        }
    }
}

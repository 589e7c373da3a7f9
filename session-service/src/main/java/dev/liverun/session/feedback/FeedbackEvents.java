package dev.liverun.session.feedback;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.rebuild.RebuildableView;
import dev.liverun.events.rebuild.ViewTable;
import dev.liverun.session.lifecycle.SessionTables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Keeps the view of feedback. Reports of a session that is gone are dropped here; their owner keeps them. */
@ApplicationScoped
@Priority(20)
class FeedbackEvents implements RebuildableView {

    private static final String SAVE = """
            insert into session_feedback as known
                   (id, session_id, endpoint_id, result_id, title, category, priority, priority_rank, status,
                    github_issue_number, github_issue_url, reported_by, reported_at, resolved_at, withdrawn,
                    attachment_count, sequence)
            select $1, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
              from test_sessions where id = $2
            on conflict (id) do update
               set endpoint_id = excluded.endpoint_id, result_id = excluded.result_id, title = excluded.title,
                   category = excluded.category, priority = excluded.priority, priority_rank = excluded.priority_rank,
                   status = excluded.status, github_issue_number = excluded.github_issue_number,
                   github_issue_url = excluded.github_issue_url, resolved_at = excluded.resolved_at,
                   withdrawn = excluded.withdrawn, attachment_count = excluded.attachment_count,
                   sequence = excluded.sequence
             where known.sequence < excluded.sequence
            """;

    private record Version(long sequence, FeedbackSnapshot report) {}

    @Override
    public String name() {
        return "feedback";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.FEEDBACK_FILED,
                EventType.FEEDBACK_CHANGED,
                EventType.FEEDBACK_LINKED,
                EventType.FEEDBACK_RESOLVED,
                EventType.ATTACHMENT_ADDED);
    }

    @Override
    public List<ViewTable> tables() {
        return List.of(SessionTables.kept("session_feedback"));
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return fill(events, transaction);
    }

    @Override
    public Uni<Void> fill(List<Event<?>> events, SqlConnection transaction) {
        var latest = new TreeMap<UUID, Version>();
        for (var event : events) {
            var report = ((FeedbackEvent) event.data()).feedback();
            latest.merge(
                    report.id(),
                    new Version(event.sequence(), report),
                    (one, other) -> one.sequence() > other.sequence() ? one : other);
        }
        var rows = latest.values().stream().map(FeedbackEvents::row).toList();
        return transaction.preparedQuery(SAVE).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Version version) {
        var report = version.report();
        return Tuple.tuple()
                .addValue(report.id())
                .addValue(report.sessionId())
                .addValue(report.endpointId())
                .addValue(report.resultId())
                .addValue(report.title())
                .addValue(report.category().name())
                .addValue(report.priority().name())
                .addValue((short) report.priority().ordinal())
                .addValue(report.status().name())
                .addValue(report.githubIssueNumber())
                .addValue(report.githubIssueUrl())
                .addValue(report.reportedBy())
                .addValue(report.reportedAt().atOffset(ZoneOffset.UTC))
                .addValue(
                        report.resolvedAt() == null ? null : report.resolvedAt().atOffset(ZoneOffset.UTC))
                .addValue(report.withdrawn())
                .addValue(report.attachmentCount())
                .addValue(version.sequence());
    }
}

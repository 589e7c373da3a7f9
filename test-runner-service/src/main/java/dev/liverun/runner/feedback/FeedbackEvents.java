package dev.liverun.runner.feedback;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the reports that were filed from results. A report may arrive before its result is completed, or for one that is
 * gone; both are fine.
 */
@ApplicationScoped
class FeedbackEvents implements EventHandler {

    private static final String UPSERT = """
            insert into feedback_view
                (id, sequence, session_id, result_id, endpoint_id, title, status, withdrawn, github_issue_number,
                 github_issue_url)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update
               set sequence = excluded.sequence, result_id = excluded.result_id, endpoint_id = excluded.endpoint_id,
                   title = excluded.title, status = excluded.status, withdrawn = excluded.withdrawn,
                   github_issue_number = excluded.github_issue_number, github_issue_url = excluded.github_issue_url
             where feedback_view.sequence < excluded.sequence
            """;

    @Override
    public String name() {
        return "feedback";
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.range(EventType.FEEDBACK_FILED, EventType.ATTACHMENT_ADDED);
    }

    @Override
    public boolean concerns(Event<?> event) {
        return ((FeedbackEvent) event.data()).feedback().resultId() != null;
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        List<Tuple> rows = events.stream().map(FeedbackEvents::row).toList();
        return transaction.preparedQuery(UPSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Event<?> event) {
        FeedbackSnapshot feedback = ((FeedbackEvent) event.data()).feedback();
        return Tuple.tuple()
                .addValue(feedback.id())
                .addValue(event.sequence())
                .addValue(feedback.sessionId())
                .addValue(feedback.resultId())
                .addValue(feedback.endpointId())
                .addValue(feedback.title())
                .addValue(feedback.status().name())
                .addValue(feedback.withdrawn())
                .addValue(feedback.githubIssueNumber())
                .addValue(feedback.githubIssueUrl());
    }
}

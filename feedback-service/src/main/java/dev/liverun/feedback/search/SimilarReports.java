package dev.liverun.feedback.search;

import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.reports.FeedbackState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds reports that may tell the same, by the trigrams of their titles. */
@ApplicationScoped
class SimilarReports {

    private static final FeedbackState[] STATES = FeedbackState.values();
    private static final FeedbackPriority[] PRIORITIES = FeedbackPriority.values();

    // A duplicate leads to what it duplicates, which is listed itself. % takes 0.3 as similar enough.
    private static final String FIND = """
            select id, title, status, priority, github_issue_url, vote_count,
                   least(1, similarity(title, $1) + case when endpoint_id = $2 then 0.1 else 0 end
                       + case when result_id = $3 then 0.5 else 0 end)::real as similarity
              from feedback_reports
             where (title % $1 or result_id = $3) and withdrawn_at is null and duplicate_of is null
             order by 7 desc, reported_at desc
             limit $4
            """;

    /**
     * One of them.
     *
     * @param similarity from 0 to 1
     */
    public record Similar(
            UUID id,
            String title,
            FeedbackState status,
            FeedbackPriority priority,
            @Nullable String githubIssueUrl,
            int voteCount,
            double similarity) {}

    private final SearchQueries queries;

    SimilarReports(SearchQueries queries) {
        this.queries = queries;
    }

    Uni<List<Similar>> find(String title, @Nullable UUID endpointId, @Nullable UUID resultId, int limit) {
        return queries.rows(FIND, Tuple.of(title, endpointId, resultId, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Similar(
                                row.getUUID("id"),
                                row.getString("title"),
                                STATES[row.getShort("status")],
                                PRIORITIES[row.getShort("priority")],
                                row.getString("github_issue_url"),
                                row.getInteger("vote_count"),
                                row.getFloat("similarity")))
                        .toList());
    }
}

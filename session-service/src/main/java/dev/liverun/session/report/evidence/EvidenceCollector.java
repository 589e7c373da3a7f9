package dev.liverun.session.report.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.export.Pages;
import dev.liverun.session.feedback.SessionFeedback;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.report.SummaryService;
import dev.liverun.session.results.ResultRepository;
import dev.liverun.session.results.SessionResult;
import dev.liverun.session.timeline.TimelineRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects evidence as it is at one moment. */
@ApplicationScoped
class EvidenceCollector {

    /** What was found. */
    record Collected(Evidence evidence, String sha256, List<SessionResult> worst) {}

    /** To be the first statement of a transaction: from then on it sees everything as it is at one moment. */
    static final String AT_ONE_MOMENT = "set transaction isolation level repeatable read";

    private final SummaryService summaries;
    private final ResultRepository results;
    private final TimelineRepository timelines;
    private final ObjectMapper mapper;
    private final Vertx vertx;

    EvidenceCollector(
            SummaryService summaries,
            ResultRepository results,
            TimelineRepository timelines,
            ObjectMapper mapper,
            Vertx vertx) {
        this.summaries = summaries;
        this.results = results;
        this.timelines = timelines;
        this.mapper = mapper;
        this.vertx = vertx;
    }

    /**
     * Reads the evidence over {@code transaction}, which has begun with {@link #AT_ONE_MOMENT}. Results come by page by page.
     *
     * @param spool where the results are kept; null where they need not be
     */
    Uni<Collected> collect(SqlConnection transaction, Session session, @Nullable Spool spool) {
        var id = session.id();
        return summaries.of(transaction, session).chain(summary -> timelines
                .milestones(transaction, id)
                .map(timeline -> Evidence.of(session, summary, timeline))
                .chain(evidence -> hash(transaction, id, evidence, spool)
                        .chain(sha256 -> results.worstFirst(transaction, id, null, Report.SHOWN)
                                .map(worst -> new Collected(evidence, sha256, withIssues(worst, evidence))))));
    }

    private Uni<String> hash(SqlConnection transaction, UUID id, Evidence evidence, @Nullable Spool spool) {
        var digest = new EvidenceDigest(mapper, evidence);
        return Pages.<SessionResult>after((last, size) -> results.after(transaction, id, null, last, size))
                .onItem()
                .transformToUniAndConcatenate(page -> blocking(() -> {
                    var complete = withIssues(page, evidence);
                    complete.forEach(digest::add);
                    if (spool != null) {
                        spool.write(complete);
                    }
                    return page.size();
                }))
                .collect()
                .last()
                .chain(() -> blocking(digest::hex));
    }

    /** The issue stands beside the failed test: that of the earliest report that was filed from it. */
    static List<SessionResult> withIssues(List<SessionResult> page, Evidence evidence) {
        Map<UUID, SessionFeedback> reported = evidence.feedback().items().stream()
                .filter(report -> report.resultId() != null && report.github() != null)
                .collect(Collectors.toMap(
                        SessionFeedback::resultId,
                        Function.identity(),
                        (one, other) -> one.id().compareTo(other.id()) < 0 ? one : other));
        return reported.isEmpty()
                ? page
                : page.stream()
                        .map(result -> {
                            var report = reported.get(result.id());
                            var issue = report == null ? null : report.github();
                            return issue == null ? result : result.withIssue(issue.number(), issue.url());
                        })
                        .toList();
    }

    /** On a worker thread, and back to the context of the transaction. */
    private <T> Uni<T> blocking(java.util.concurrent.Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, true).toCompletionStage());
    }
}

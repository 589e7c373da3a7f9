package dev.liverun.feedback.github;

import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.ReportObserver;
import dev.liverun.feedback.views.KnownSession;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Gives a report its link, in the transaction that files it; and notes that a linked one has changed. */
@ApplicationScoped
class GitHubLinks implements ReportObserver {

    private static final String LINK = """
            with known as (insert into github_repositories (name) values ($2) on conflict do nothing)
            insert into github_links (feedback_id, repository, state, due_at) values ($1, $2, 'PENDING', now())
            """;

    // A link that is not there yet takes the report as it is when it is sent.
    private static final String CHANGED =
            "update github_links set due_at = now(), dirty = true where state = 'LINKED' and feedback_id = ";

    private final GitHubConfig config;
    private final DispatchWakeUp dispatcher;

    GitHubLinks(GitHubConfig config, DispatchWakeUp dispatcher) {
        this.config = config;
        this.dispatcher = dispatcher;
    }

    @Override
    public Uni<Void> filed(FeedbackReport report, KnownSession session, SqlConnection transaction) {
        var repository = config.repository().map(session::repositoryOr);
        if (repository.isEmpty() || !session.createsIssues()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(LINK)
                .execute(Tuple.of(report.id(), repository.get()))
                .invoke(dispatcher::soon)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> commented(UUID feedbackId, SqlConnection transaction) {
        return transaction
                .preparedQuery(CHANGED + "$1")
                .execute(Tuple.of(feedbackId))
                .invoke(dispatcher::soon)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> changed(FeedbackReport report) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CHANGED + "?1")
                        .setParameter(1, report.id())
                        .executeUpdate())
                .invoke(dispatcher::soon)
                .replaceWithVoid();
    }
}

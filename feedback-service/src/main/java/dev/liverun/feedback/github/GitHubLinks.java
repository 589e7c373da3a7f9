package dev.liverun.feedback.github;

import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.ReportObserver;
import dev.liverun.feedback.views.KnownSession;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives a report its link, in the transaction that files it; and notes that a linked one has changed. */
@ApplicationScoped
class GitHubLinks implements ReportObserver {

    private static final String INSERT =
            "insert into github_links (feedback_id, repository, state, due_at) values (?1, ?2, 'PENDING', now())";

    private static final String KNOW_REPOSITORY =
            "insert into github_repositories (name) values (?1) on conflict do nothing";

    // A link that is not there yet takes the report as it is when it is sent.
    private static final String CHANGED =
            "update github_links set due_at = now(), dirty = true where feedback_id = ?1 and state = 'LINKED'";

    private final GitHubConfig config;
    private final DispatchWakeUp dispatcher;

    GitHubLinks(GitHubConfig config, DispatchWakeUp dispatcher) {
        this.config = config;
        this.dispatcher = dispatcher;
    }

    @Override
    public Uni<Void> filed(FeedbackReport report, KnownSession session) {
        var repository = config.repository().map(session::repositoryOr);
        if (repository.isEmpty() || !session.createsIssues()) {
            return Uni.createFrom().voidItem();
        }
        return execute(KNOW_REPOSITORY, repository.get())
                .chain(() -> execute(INSERT, report.id(), repository.get()))
                .invoke(dispatcher::soon);
    }

    @Override
    public Uni<Void> changed(FeedbackReport report) {
        return execute(CHANGED, report.id()).invoke(dispatcher::soon);
    }

    private static Uni<Void> execute(String statement, Object... values) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(statement);
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 1, values[i]);
                    }
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }
}

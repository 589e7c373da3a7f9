package dev.liverun.session.report;

import dev.liverun.session.feedback.FeedbackRepository;
import dev.liverun.session.health.SessionHealth;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.results.ResultRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes summaries, from what is counted as it arrives: the cost does not grow with the number of results. */
@ApplicationScoped
public class SummaryService {

    private final ResultRepository results;
    private final SessionHealth health;
    private final FeedbackRepository feedback;

    SummaryService(ResultRepository results, SessionHealth health, FeedbackRepository feedback) {
        this.results = results;
        this.health = health;
        this.feedback = feedback;
    }

    public Uni<SessionSummary> of(Session session) {
        return results.counts(session.id()).chain(counts -> health.of(session)
                .chain(integrations -> feedback.of(session.id()).map(items -> {
                    var reports = FeedbackSummary.of(items);
                    return new SessionSummary(
                            session.id(),
                            session.name(),
                            session.status(),
                            Verdict.of(session.status(), session.configuration(), counts, integrations, reports),
                            ResultSummary.of(counts),
                            integrations,
                            reports);
                })));
    }
}

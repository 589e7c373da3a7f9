package dev.liverun.session.report;

import dev.liverun.session.feedback.FeedbackRepository;
import dev.liverun.session.health.SessionHealth;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.report.evidence.SealRepository;
import dev.liverun.session.results.ResultRepository;
import dev.liverun.session.results.SlowStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes summaries, from what is counted as it arrives: the cost does not grow with the number of results. */
@ApplicationScoped
public class SummaryService {

    private static final int SLOWEST = 10;

    private final ResultRepository results;
    private final SessionHealth health;
    private final FeedbackRepository feedback;
    private final SealRepository seals;
    private final Pool pool;

    SummaryService(
            ResultRepository results,
            SessionHealth health,
            FeedbackRepository feedback,
            SealRepository seals,
            Pool pool) {
        this.results = results;
        this.health = health;
        this.feedback = feedback;
        this.seals = seals;
        this.pool = pool;
    }

    public Uni<SessionSummary> of(Session session) {
        return of(pool, session);
    }

    /** The same over {@code client}, such as a transaction that sees everything at one moment. */
    public Uni<SessionSummary> of(SqlClient client, Session session) {
        var id = session.id();
        return results.counts(client, id)
                .chain(counts -> results.slowestSteps(client, id, SLOWEST).chain(steps -> health.of(client, session)
                        .chain(integrations -> feedback.of(client, id).chain(items -> comparison(client, session)
                                .chain(comparison -> seals.signOffs(client, id).map(signOffs -> {
                                    var findings = new Findings(
                                            session.status(),
                                            session.configuration(),
                                            counts,
                                            integrations,
                                            FeedbackSummary.of(items),
                                            comparison.orElse(null),
                                            signOffs);
                                    return summary(session, findings, steps);
                                }))))));
    }

    private static SessionSummary summary(Session session, Findings findings, List<SlowStep> steps) {
        return new SessionSummary(
                session.id(),
                session.name(),
                session.status(),
                Verdict.of(findings),
                findings.results(),
                findings.integrations(),
                findings.feedback(),
                SlowTest.of(findings.counts()),
                steps,
                findings.comparison());
    }

    private Uni<Optional<Comparison>> comparison(SqlClient client, Session session) {
        return session.configuration()
                .baseline()
                .map(baseline -> compare(client, session.id(), baseline).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    Uni<Comparison> compare(UUID sessionId, UUID baselineId) {
        return compare(pool, sessionId, baselineId);
    }

    private Uni<Comparison> compare(SqlClient client, UUID sessionId, UUID baselineId) {
        return results.outcomes(client, sessionId).chain(now -> results.outcomes(client, baselineId)
                .map(then -> Comparison.of(sessionId, now, baselineId, then)));
    }
}

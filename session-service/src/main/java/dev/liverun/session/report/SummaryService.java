package dev.liverun.session.report;

import dev.liverun.session.feedback.FeedbackRepository;
import dev.liverun.session.health.SessionHealth;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.report.evidence.SealRepository;
import dev.liverun.session.report.evidence.SignOff;
import dev.liverun.session.results.ResultRepository;
import dev.liverun.session.results.SlowStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes summaries, from what is counted as it arrives: the cost does not grow with the number of results. */
@ApplicationScoped
public class SummaryService {

    private static final int SLOWEST = 10;
    private static final String THERE = "select from test_sessions where id = $1";

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
        return results.counts(client, id).chain(counts -> results.slowestSteps(client, id, SLOWEST)
                .chain(steps -> health.of(client, session).chain(integrations -> feedback.of(client, id)
                        .chain(items -> comparison(client, session).chain(comparison -> seals.signOffs(client, id)
                                .map(signOffs -> new Findings(
                                        session.status(),
                                        session.configuration(),
                                        counts,
                                        integrations,
                                        FeedbackSummary.of(items),
                                        comparison.orElse(null),
                                        signOffs,
                                        Set.of()))
                                .chain(findings -> signed(client, id, findings))
                                .map(findings -> summary(session, findings, steps)))))));
    }

    /** With what people accepted held against what is known now, where the verdict depends on it. */
    private Uni<Findings> signed(SqlClient client, UUID id, Findings findings) {
        if (!findings.gates().requireSignOffs() || findings.signOffs().isEmpty()) {
            return Uni.createFrom().item(findings);
        }
        var versions = findings.signOffs().stream()
                .map(SignOff::sealVersion)
                .distinct()
                .toList();
        return seals.evidence(client, id, versions).map(findings::standing);
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
                .filter(baseline -> !baseline.equals(session.id()))
                .map(baseline -> ifThere(client, session.id(), baseline))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Empty when the baseline was purged: what it says nothing about is not new. */
    private Uni<Optional<Comparison>> ifThere(SqlClient client, UUID sessionId, UUID baselineId) {
        return client.preparedQuery(THERE)
                .execute(Tuple.of(baselineId))
                .chain(found -> found.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : compare(client, sessionId, baselineId).map(Optional::of));
    }

    Uni<Comparison> compare(UUID sessionId, UUID baselineId) {
        return compare(pool, sessionId, baselineId);
    }

    private Uni<Comparison> compare(SqlClient client, UUID sessionId, UUID baselineId) {
        return results.outcomes(client, sessionId).chain(now -> results.outcomes(client, baselineId)
                .map(then -> Comparison.of(sessionId, now, baselineId, then)));
    }
}

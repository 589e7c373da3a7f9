package dev.liverun.session.report.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.export.Pages;
import dev.liverun.api.problem.NotFound;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.report.evidence.SealRepository.Sealed;
import dev.liverun.session.results.ResultRepository;
import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of a session: from its latest seal; while there is none, from what is known now. */
@ApplicationScoped
public class Reports {

    private final SealRepository seals;
    private final EvidenceCollector collector;
    private final ResultRepository results;
    private final Pool pool;
    private final ObjectMapper mapper;
    private final Clock clock;

    Reports(
            SealRepository seals,
            EvidenceCollector collector,
            ResultRepository results,
            Pool pool,
            ObjectMapper mapper,
            Clock clock) {
        this.seals = seals;
        this.collector = collector;
        this.results = results;
        this.pool = pool;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * @param version of the seal that is wanted; null for the latest
     * @return fails with {@link NotFound} when that seal does not exist
     */
    public Uni<Report> of(Session session, @Nullable Integer version) {
        return seals.signOffs(session.id())
                .chain(signOffs -> seals.find(session.id(), version).chain(found -> {
                    if (found.isPresent()) {
                        return fromSeal(session, found.get(), signOffs);
                    }
                    return version == null
                            ? live(session, signOffs)
                            : Uni.createFrom().failure(new NotFound("seal", version));
                }));
    }

    private Uni<Report> fromSeal(Session session, Sealed found, List<SignOff> signOffs) {
        var evidence = found.evidence();
        int version = found.seal().version();
        return results.worstFirst(pool, session.id(), version, Report.SHOWN)
                .map(worst -> new Report(
                        now(),
                        found.seal().sha256(),
                        found.seal(),
                        signOffs,
                        evidence,
                        EvidenceCollector.withIssues(worst, evidence),
                        Pages.<SessionResult>after(
                                        (last, size) -> results.after(pool, session.id(), version, last, size))
                                .map(page -> EvidenceCollector.withIssues(page, evidence)),
                        () -> {}));
    }

    private Uni<Report> live(Session session, List<SignOff> signOffs) {
        var spool = new Spool(mapper);
        return pool.withTransaction(transaction -> transaction
                        .query(EvidenceCollector.AT_ONE_MOMENT)
                        .execute()
                        .chain(() -> collector.collect(transaction, session, spool)))
                .map(collected -> new Report(
                        now(),
                        collected.sha256(),
                        null,
                        signOffs,
                        collected.evidence(),
                        collected.worst(),
                        spool.pages(),
                        spool::delete))
                .onFailure()
                .invoke(spool::delete)
                .onCancellation()
                .invoke(spool::delete);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

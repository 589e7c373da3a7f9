package dev.liverun.session.report;

import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.results.ResultRepository;
import dev.liverun.session.timeline.TimelineRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Collects the evidence of a session. */
@ApplicationScoped
class ReportService {

    private final SummaryService summaries;
    private final ResultRepository results;
    private final TimelineRepository timelines;
    private final EvidenceHash hash;
    private final Clock clock;

    ReportService(
            SummaryService summaries,
            ResultRepository results,
            TimelineRepository timelines,
            EvidenceHash hash,
            Clock clock) {
        this.summaries = summaries;
        this.results = results;
        this.timelines = timelines;
        this.hash = hash;
        this.clock = clock;
    }

    Uni<Report> of(Session session) {
        return summaries.of(session).chain(summary -> results.history(session.id())
                .chain(tests -> timelines.milestones(session.id()).map(timeline -> {
                    var evidence = Evidence.of(session, summary, tests, timeline);
                    return new Report(clock.instant().truncatedTo(ChronoUnit.SECONDS), hash.of(evidence), evidence);
                })));
    }
}

package dev.liverun.feedback.github.sync;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.github.links.Claimed;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.github.text.People;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down that a report has its issue: report, link and event in one transaction. */
@ApplicationScoped
public class Linking {

    private static final Caller ACTOR = Caller.system("github");

    // What changed here while the issue was on its way is brought over at once.
    private static final String LINKED = """
            update github_links
               set state = 'LINKED', reason = null, held = null, issue_number = ?3, agreed = cast(cast(?4 as text) as jsonb),
                   leased_until = null, unknown_since = null, attempts = 0,
                   due_at = case when ?5 then cast(?6 as timestamptz) end,
                   behind_since = case when ?5 then cast(?6 as timestamptz) end
             where feedback_id = ?1 and epoch = ?2
            """;

    private final FeedbackRepository reports;
    private final Transactions transactions;
    private final ReportLog log;
    private final People people;
    private final Timing timing;

    Linking(FeedbackRepository reports, Transactions transactions, ReportLog log, People people, Timing timing) {
        this.reports = reports;
        this.transactions = transactions;
        this.log = log;
        this.people = people;
        this.timing = timing;
    }

    /** Fails if somebody else has taken the link over meanwhile; then nothing is written */
    public Uni<Void> link(Claimed link, Issue issue) {
        return transactions.inTransaction(() -> reports.lock(link.feedbackId())
                .call(report -> write(link, issue, report))
                .chain(report -> log.synchronised(
                        report, report.link(issue.number(), issue.url(), timing), ACTOR, "linked", issue.url())));
    }

    private Uni<Void> write(Claimed link, Issue issue, FeedbackReport report) {
        var ours = Fields.of(report, link.assignees(), people);
        var there = Fields.of(issue, link.labels(), link.assignees(), people);
        // A body that was cut says nothing of the description; it was made of ours.
        var theirs = there.description() == null ? there.withDescription(ours.description()) : there;
        boolean differs = FieldSync.of(theirs, ours, theirs, report.status(), issue.notPlanned())
                        .pushes()
                || report.commentCount() > 0;
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LINKED)
                        .setParameter(1, link.feedbackId())
                        .setParameter(2, link.epoch())
                        .setParameter(3, issue.number())
                        .setParameter(4, theirs.toJson().encode())
                        .setParameter(5, differs)
                        .setParameter(6, timing.now())
                        .executeUpdate())
                .invoke(updated -> {
                    if (updated == 0) {
                        throw new IllegalStateException("the link of " + link.feedbackId() + " was taken over");
                    }
                })
                .replaceWithVoid();
    }
}

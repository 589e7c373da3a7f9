package dev.liverun.feedback.github;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.github.LinkQueue.Claimed;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down that a report has its issue: report, link and event in one transaction. */
@ApplicationScoped
class Linking {

    private static final Caller ACTOR = Caller.system("github");

    // What changed here while the issue was on its way is brought over at once.
    private static final String LINKED = """
            update github_links
               set state = 'LINKED', reason = null, issue_number = ?3, synced_title = ?4, synced_open = ?5,
                   leased_until = null, attempts = 0, due_at = case when dirty or ?6 then now() end
             where feedback_id = ?1 and epoch = ?2
            """;

    private final FeedbackRepository reports;
    private final Transactions transactions;
    private final ReportLog log;
    private final Timing timing;

    Linking(FeedbackRepository reports, Transactions transactions, ReportLog log, Timing timing) {
        this.reports = reports;
        this.transactions = transactions;
        this.log = log;
        this.timing = timing;
    }

    /** Fails if somebody else has taken the link over meanwhile; then nothing is written */
    Uni<Void> link(Claimed link, Issue issue) {
        return transactions.inTransaction(() -> reports.lock(link.feedbackId())
                .call(report -> write(link, issue, report))
                .chain(report -> log.synchronised(
                        report, report.link(issue.number(), issue.url(), timing), ACTOR, "linked", issue.url())));
    }

    private static Uni<Void> write(Claimed link, Issue issue, FeedbackReport report) {
        boolean differs = !IssueText.title(report).equals(issue.title())
                || issue.open() == report.status().isResolved();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LINKED)
                        .setParameter(1, link.feedbackId())
                        .setParameter(2, link.epoch())
                        .setParameter(3, issue.number())
                        .setParameter(4, issue.title())
                        .setParameter(5, issue.open())
                        .setParameter(6, differs)
                        .executeUpdate())
                .invoke(updated -> {
                    if (updated == 0) {
                        throw new IllegalStateException("the link of " + link.feedbackId() + " was taken over");
                    }
                })
                .replaceWithVoid();
    }
}

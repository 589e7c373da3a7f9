package dev.liverun.feedback.github;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.github.LinkQueue.Claimed;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.FeedbackState;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings a linked report and its issue together, in both directions. */
@ApplicationScoped
class Synchronisation {

    private static final Logger LOG = Logger.getLogger(Synchronisation.class);
    private static final Caller ACTOR = Caller.system("github");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final String HOLD =
            "select feedback_id from github_links where feedback_id = ?1 and epoch = ?2 for update";

    /** What is to be done on GitHub's side, and what both sides agree on then; the title as it is there. */
    private record Plan(FieldSync sync, String title, boolean open, boolean notPlanned) {}

    private final GitHubIssues gitHub;
    private final LinkQueue queue;
    private final FeedbackRepository reports;
    private final Transactions transactions;
    private final ReportLog log;
    private final GitHubConfig config;
    private final Timing timing;

    Synchronisation(
            GitHubIssues gitHub,
            LinkQueue queue,
            FeedbackRepository reports,
            Transactions transactions,
            ReportLog log,
            GitHubConfig config,
            Timing timing) {
        this.gitHub = gitHub;
        this.queue = queue;
        this.reports = reports;
        this.transactions = transactions;
        this.log = log;
        this.config = config;
        this.timing = timing;
    }

    Uni<Void> sync(Claimed link) {
        int number = Objects.requireNonNull(link.issueNumber());
        return gitHub.get(link.repository(), number)
                .chain(issue -> take(link, issue))
                .chain(plan -> push(link, number, plan)
                        .chain(() -> queue.synced(
                                link, plan.title(), plan.open(), plan.sync().conflict())))
                .onFailure(GitHubFailure.class)
                .recoverWithUni(failure -> failed(link, (GitHubFailure) failure));
    }

    /** Takes over what changed on GitHub's side. */
    private Uni<Plan> take(Claimed link, Issue issue) {
        return transactions.inTransaction(
                () -> reports.lock(link.feedbackId()).call(() -> hold(link)).chain(report -> {
                    var sync = FieldSync.of(
                            new FieldSync.Side(
                                    Objects.requireNonNullElse(link.syncedTitle(), issue.title()),
                                    Objects.requireNonNullElse(link.syncedOpen(), issue.open())),
                            new FieldSync.Side(report.title(), !report.status().isResolved()),
                            report.status(),
                            issue);
                    return apply(sync, report).replaceWith(() -> plan(sync, issue, report));
                }));
    }

    /** What a holder knows of the issue that was overtaken by another one is old. */
    private static Uni<Void> hold(Claimed link) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLD, UUID.class)
                        .setParameter(1, link.feedbackId())
                        .setParameter(2, link.epoch())
                        .getResultList())
                .invoke(held -> {
                    if (held.isEmpty()) {
                        throw new IllegalStateException("the link of " + link.feedbackId() + " was taken over");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> apply(FieldSync sync, FeedbackReport report) {
        var change = new FeedbackChange(sync.takeTitle(), null, null, null, sync.takeState(), null, null, null);
        return report.change(change, timing, ACTOR.subject())
                .map(changed -> log.synchronised(report, changed, ACTOR, "changed", null))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Plan plan(FieldSync sync, Issue issue, FeedbackReport report) {
        return new Plan(
                sync,
                Objects.requireNonNullElse(sync.pushTitle(), issue.title()),
                Objects.requireNonNullElse(sync.pushOpen(), issue.open()),
                report.status() == FeedbackState.CLOSED);
    }

    private Uni<Void> push(Claimed link, int number, Plan plan) {
        Uni<Void> pushed = Uni.createFrom().voidItem();
        var title = plan.sync().pushTitle();
        if (title != null) {
            pushed = pushed.chain(() -> gitHub.retitle(link.repository(), number, title));
        }
        var open = plan.sync().pushOpen();
        if (open != null) {
            pushed = pushed.chain(() -> open
                    ? gitHub.reopen(link.repository(), number)
                    : gitHub.close(link.repository(), number, plan.notPlanned()));
        }
        return title == null && open == null
                ? pushed
                : pushed.eventually(() -> queue.wrote(link.repository(), config.betweenWrites()));
    }

    private Uni<Void> failed(Claimed link, GitHubFailure failure) {
        LOG.warnf("Feedback %s: %s", link.feedbackId(), failure.getMessage());
        var wait = failure.retryAfter(backOff(link));
        return switch (failure.kind()) {
            case GONE -> queue.rest(link, LinkState.DETACHED, "the issue is gone from GitHub: " + failure.getMessage());
            // It is refused for a reason that somebody may remove, such as a token that expired.
            case REFUSED, UNCLEAR -> queue.later(link, LinkState.LINKED, failure.getMessage(), wait);
            case THROTTLED, AWAY ->
                queue.pause(link.repository(), failure.retryAfter(config.retryAfter()))
                        .chain(() -> queue.later(link, LinkState.LINKED, failure.getMessage(), wait));
        };
    }

    /** Doubles with every attempt. */
    private Duration backOff(Claimed link) {
        var wait = config.retryAfter().multipliedBy(1L << Math.min(10, Math.max(0, link.attempts() - 1)));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}

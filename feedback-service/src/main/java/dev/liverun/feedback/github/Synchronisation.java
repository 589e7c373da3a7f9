package dev.liverun.feedback.github;

import dev.liverun.events.Transactions;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.feedback.github.LinkQueue.Claimed;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.FeedbackState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** Brings a linked report and its issue together, in both directions. */
@ApplicationScoped
class Synchronisation {

    private static final String ACTOR = "github";
    private static final Duration SOON = Duration.ofSeconds(10);

    /** What is to be done on GitHub's side, and what both sides agree on then. */
    private record Plan(FieldSync sync, FieldSync.Side agreed, boolean notPlanned) {}

    private final GitHubIssues gitHub;
    private final LinkQueue queue;
    private final FeedbackRepository reports;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    Synchronisation(
            GitHubIssues gitHub,
            LinkQueue queue,
            FeedbackRepository reports,
            Transactions transactions,
            Outbox outbox,
            Clock clock) {
        this.gitHub = gitHub;
        this.queue = queue;
        this.reports = reports;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> sync(Claimed link) {
        int number = Objects.requireNonNull(link.issueNumber());
        return gitHub.get(link.repository(), number)
                .chain(issue -> take(link, issue))
                .chain(plan -> push(link, number, plan)
                        .chain(() ->
                                queue.synced(link, plan.agreed(), plan.sync().conflict())))
                .onFailure(GitHubFailure.class)
                .recoverWithUni(failure -> failed(link, (GitHubFailure) failure));
    }

    /** Takes over what changed on GitHub's side. */
    private Uni<Plan> take(Claimed link, Issue issue) {
        return transactions.inTransaction(() -> reports.lock(link.feedbackId()).chain(report -> {
            var local =
                    new FieldSync.Side(IssueText.title(report), !report.status().isResolved());
            var synced = new FieldSync.Side(
                    link.syncedTitle() == null ? issue.title() : link.syncedTitle(),
                    link.syncedOpen() == null ? issue.open() : link.syncedOpen());
            var sync = FieldSync.of(synced, local, report.status(), issue);
            return apply(sync, report).replaceWith(() -> plan(sync, issue, report));
        }));
    }

    private Uni<Void> apply(FieldSync sync, FeedbackReport report) {
        var change = new FeedbackChange(sync.takeTitle(), null, null, null, sync.takeState(), null);
        return report.change(change, clock, ACTOR).map(outbox::append).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    private static Plan plan(FieldSync sync, Issue issue, FeedbackReport report) {
        return new Plan(
                sync,
                new FieldSync.Side(
                        sync.pushTitle() == null ? issue.title() : sync.pushTitle(),
                        sync.pushOpen() == null ? issue.open() : sync.pushOpen()),
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
        return pushed;
    }

    private Uni<Void> failed(Claimed link, GitHubFailure failure) {
        return switch (failure.kind()) {
            case GONE -> queue.rest(link, LinkState.DETACHED, "the issue is gone from GitHub: " + failure.getMessage());
            case REFUSED -> queue.rest(link, LinkState.LINKED, failure.getMessage());
            case THROTTLED, UNCLEAR ->
                queue.later(link, LinkState.LINKED, failure.getMessage(), failure.retryAfter(backOff(link)));
        };
    }

    /** 10 s, doubling to ten minutes. */
    private static Duration backOff(Claimed link) {
        var wait = SOON.multipliedBy(1L << Math.min(6, Math.max(0, link.attempts() - 1)));
        return wait.compareTo(Duration.ofMinutes(10)) > 0 ? Duration.ofMinutes(10) : wait;
    }
}

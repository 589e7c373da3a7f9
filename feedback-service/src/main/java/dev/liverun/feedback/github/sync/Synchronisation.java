package dev.liverun.feedback.github.sync;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.client.GitHubFailure;
import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.github.conflicts.Conflicts;
import dev.liverun.feedback.github.links.Claimed;
import dev.liverun.feedback.github.links.LinkQueue;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.github.links.Pace;
import dev.liverun.feedback.github.publishing.Publishing;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.github.text.Markers;
import dev.liverun.feedback.github.text.People;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings a linked report and its issue together, in both directions: first what changed there, then what changed here. */
@ApplicationScoped
public class Synchronisation {

    private static final Logger LOG = Logger.getLogger(Synchronisation.class);
    private static final Caller ACTOR = Caller.system("github");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final String HOLD =
            "select feedback_id from github_links where feedback_id = ?1 and epoch = ?2 for update";

    /** What is to be done on GitHub's side. */
    private record Plan(FieldSync sync, FeedbackReport report, Issue issue) {}

    /** How far it came: what is held or was refused, when to go on, and the issue as it was seen last. */
    private record Outcome(
            Fields agreed,
            @Nullable Instant seenAt,
            List<Publishing.Part> held,
            @Nullable String refused,
            @Nullable Duration again) {

        @Nullable
        String reason() {
            return held.isEmpty()
                    ? refused
                    : "held back: it looks as if it held what should not be public; consent to it, or take it out";
        }
    }

    private final GitHubIssues gitHub;
    private final LinkQueue queue;
    private final Pace pace;
    private final Markers markers;
    private final People people;
    private final Publishing publishing;
    private final CommentSync comments;
    private final Conflicts conflicts;
    private final FeedbackRepository reports;
    private final Transactions transactions;
    private final ReportLog log;
    private final GitHubConfig config;
    private final Timing timing;

    Synchronisation(
            GitHubIssues gitHub,
            LinkQueue queue,
            Pace pace,
            Markers markers,
            People people,
            Publishing publishing,
            CommentSync comments,
            Conflicts conflicts,
            FeedbackRepository reports,
            Transactions transactions,
            ReportLog log,
            GitHubConfig config,
            Timing timing) {
        this.gitHub = gitHub;
        this.queue = queue;
        this.pace = pace;
        this.markers = markers;
        this.people = people;
        this.publishing = publishing;
        this.comments = comments;
        this.conflicts = conflicts;
        this.reports = reports;
        this.transactions = transactions;
        this.log = log;
        this.config = config;
        this.timing = timing;
    }

    public Uni<Void> sync(Claimed link) {
        return gitHub.get(link.repository(), Objects.requireNonNull(link.issueNumber()))
                .call(pace::reached)
                .call(issue -> follow(link, issue))
                .chain(issue -> take(link, issue))
                .chain(plan -> push(link, plan).chain(outcome -> talk(link, plan, outcome)))
                .chain(outcome -> queue.synced(
                        link,
                        outcome.reason(),
                        Publishing.shown(outcome.held()),
                        outcome.agreed(),
                        outcome.seenAt(),
                        outcome.again()))
                .onFailure(GitHubFailure.class)
                .recoverWithUni(failure -> failed(link, (GitHubFailure) failure));
    }

    /** The issue was transferred, or its repository renamed: report and link follow. */
    private Uni<Void> follow(Claimed link, Issue issue) {
        var there = issue.repository(link.repository());
        if (there.equalsIgnoreCase(link.repository()) && Objects.equals(link.issueNumber(), issue.number())) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("The issue of feedback %s is %s#%d now", link.feedbackId(), there, issue.number());
        return queue.moved(link, there, issue.number())
                .chain(() -> transactions.inTransaction(() -> reports.lock(link.feedbackId())
                        .chain(report -> log.synchronised(
                                report,
                                report.link(issue.number(), issue.url(), timing),
                                ACTOR,
                                "linked",
                                issue.url()))));
    }

    /** Takes over what changed on GitHub's side, and writes down what clashed. */
    private Uni<Plan> take(Claimed link, Issue issue) {
        return transactions.inTransaction(
                () -> reports.lock(link.feedbackId()).call(() -> hold(link)).chain(report -> {
                    var theirs = Fields.of(issue, link.labels(), link.assignees(), people);
                    var sync = FieldSync.of(
                            link.agreed(),
                            Fields.of(report, link.assignees(), people),
                            theirs,
                            report.status(),
                            issue.notPlanned());
                    // A withdrawn report takes nothing more; its issue is closed.
                    return report.withdrawnAt() != null
                            ? Uni.createFrom().item(new Plan(sync, report, issue))
                            : apply(sync, report).replaceWith(() -> new Plan(sync, report, issue));
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
        if (sync.take().equals(FeedbackChange.NOTHING)) {
            return Uni.createFrom().voidItem();
        }
        return report.change(sync.take(), timing, ACTOR.subject())
                .map(changed -> log.synchronised(report, changed, ACTOR, "changed", null))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> conflicts.add(report.id(), sync.clashes(), timing.now()));
    }

    /** Gives the issue what changed here, in one request. */
    private Uni<Outcome> push(Claimed link, Plan plan) {
        var sync = plan.sync();
        var text = sync.push().title() != null || sync.push().description() != null;
        if (!sync.pushes()) {
            return Uni.createFrom().item(new Outcome(sync.agreed(), plan.issue().updatedAt(), List.of(), null, null));
        }
        return publishing
                .held(plan.report().id(), text ? List.of(Publishing.issue(plan.report())) : List.of())
                .chain(held -> {
                    var pushed = held.isEmpty() ? sync.push() : withoutText(sync.push());
                    if (pushed.equals(Fields.NONE)) {
                        return Uni.createFrom().item(outcome(link, plan, held, plan.issue(), null));
                    }
                    return pace.take()
                            .chain(free -> free
                                    ? edit(link, plan, pushed).map(issue -> outcome(link, plan, held, issue, null))
                                    : Uni.createFrom()
                                            .item(new Outcome(
                                                    link.agreed(), null, held, null, config.betweenWrites())));
                });
    }

    private Uni<Issue> edit(Claimed link, Plan plan, Fields pushed) {
        int number = plan.issue().number();
        var repository = plan.issue().repository(link.repository());
        return markers.current()
                .chain(marker -> gitHub.edit(
                        repository,
                        number,
                        new GitHubIssues.Edit(
                                pushed.title(),
                                pushed.description() == null
                                        ? null
                                        : publishing.body(plan.report(), marker, link.template()),
                                pushed.open(),
                                reason(plan.report()),
                                labelled(pushed)
                                        ? Fields.labels(
                                                plan.sync().agreed(),
                                                link.labels(),
                                                plan.issue().labels())
                                        : null,
                                pushed.assignee() == null
                                        ? null
                                        : Fields.assignees(
                                                pushed.assignee(),
                                                link.assignees(),
                                                plan.issue().assignees(),
                                                people))))
                .eventually(pace::wrote);
    }

    private static GitHubIssues.ClosingReason reason(FeedbackReport report) {
        if (report.duplicateOf() != null) {
            return GitHubIssues.ClosingReason.DUPLICATE;
        }
        return report.withdrawnAt() != null || report.status() == FeedbackState.CLOSED
                ? GitHubIssues.ClosingReason.NOT_PLANNED
                : GitHubIssues.ClosingReason.COMPLETED;
    }

    /** Agreed is what the issue has: what was held, and labels that GitHub dropped, are not. */
    private Outcome outcome(
            Claimed link, Plan plan, List<Publishing.Part> held, Issue issue, @Nullable Duration again) {
        var agreed = plan.sync().agreed();
        var there = Fields.of(issue, link.labels(), link.assignees(), people);
        boolean cut = agreed.description() != null && there.description() == null;
        return new Outcome(
                new Fields(
                        held.isEmpty() ? agreed.title() : there.title(),
                        agreed.open(),
                        held.isEmpty() || cut ? agreed.description() : there.description(),
                        there.priority() == null ? link.agreed().priority() : agreed.priority(),
                        there.category() == null ? link.agreed().category() : agreed.category(),
                        there.labels(),
                        there.assignee() == null ? agreed.assignee() : there.assignee()),
                issue.updatedAt(),
                held,
                null,
                again);
    }

    private static Fields withoutText(Fields fields) {
        return new Fields(
                null, fields.open(), null, fields.priority(), fields.category(), fields.labels(), fields.assignee());
    }

    private static boolean labelled(Fields fields) {
        return fields.labels() != null || fields.priority() != null || fields.category() != null;
    }

    /** Comments may be refused by themselves, as on a locked issue; the fields are in step nevertheless. */
    private Uni<Outcome> talk(Claimed link, Plan plan, Outcome outcome) {
        return comments.sync(link, plan.issue(), plan.report().commentCount())
                .map(said -> {
                    var held = new ArrayList<>(outcome.held());
                    held.addAll(said.held());
                    var again = outcome.again() == null ? said.again() : outcome.again();
                    return new Outcome(outcome.agreed(), outcome.seenAt(), held, null, again);
                })
                .onFailure(e -> e instanceof GitHubFailure known && known.kind() == GitHubFailure.Kind.REFUSED)
                .recoverWithItem(e ->
                        new Outcome(outcome.agreed(), outcome.seenAt(), outcome.held(), e.getMessage(), LONGEST_WAIT));
    }

    private Uni<Void> failed(Claimed link, GitHubFailure failure) {
        LOG.warnf("Feedback %s: %s", link.feedbackId(), failure.getMessage());
        var wait = failure.retryAfter(backOff(link));
        return switch (failure.kind()) {
            case GONE -> queue.rest(link, LinkState.DETACHED, "the issue is gone from GitHub: " + failure.getMessage());
            // It is refused for a reason that somebody may remove, such as a token that expired or a locked issue.
            case REFUSED, UNCLEAR -> queue.later(link, LinkState.LINKED, failure.getMessage(), wait);
            case THROTTLED ->
                pace.pause(failure.retryAfter(config.retryAfter()))
                        .chain(() -> queue.later(link, LinkState.LINKED, failure.getMessage(), wait));
            case AWAY ->
                pace.failed().chain(() -> queue.later(link, LinkState.LINKED, failure.getMessage(), Duration.ZERO));
        };
    }

    /** Doubles with every attempt. */
    private Duration backOff(Claimed link) {
        var wait = config.retryAfter().multipliedBy(1L << Math.min(10, Math.max(0, link.attempts() - 1)));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}

package dev.liverun.feedback.github.sync;

import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.client.GitHubFailure;
import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.github.links.Claimed;
import dev.liverun.feedback.github.links.LinkQueue;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.github.links.Pace;
import dev.liverun.feedback.github.publishing.Publishing;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.github.text.Marker;
import dev.liverun.feedback.github.text.Markers;
import dev.liverun.feedback.github.text.People;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gets a report its one issue: sends it once, and settles what is unclear by looking, never by sending again. */
@ApplicationScoped
public class Creation {

    private static final Logger LOG = Logger.getLogger(Creation.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(2);

    private final GitHubIssues gitHub;
    private final GitHubConfig config;
    private final Markers markers;
    private final People people;
    private final LinkQueue queue;
    private final Pace pace;
    private final Publishing publishing;
    private final Linking linking;
    private final FeedbackRepository reports;
    private final Transactions transactions;
    private final Listings listings;

    Creation(
            GitHubIssues gitHub,
            GitHubConfig config,
            Markers markers,
            People people,
            LinkQueue queue,
            Pace pace,
            Publishing publishing,
            Linking linking,
            FeedbackRepository reports,
            Transactions transactions,
            Listings listings) {
        this.gitHub = gitHub;
        this.config = config;
        this.markers = markers;
        this.people = people;
        this.queue = queue;
        this.pace = pace;
        this.publishing = publishing;
        this.linking = linking;
        this.reports = reports;
        this.transactions = transactions;
        this.listings = listings;
    }

    /** The link was PENDING and is SENDING now. */
    public Uni<Void> send(Claimed link) {
        return transactions
                .inTransaction(() -> reports.get(link.feedbackId()))
                .chain(report -> send(link, report))
                .onFailure(GitHubFailure.class)
                .recoverWithUni(failure -> unsent(link, (GitHubFailure) failure));
    }

    private Uni<Void> send(Claimed link, FeedbackReport report) {
        if (report.withdrawnAt() != null) {
            // Until it is restored.
            return queue.held(link, "the report was withdrawn before it was sent", new JsonArray());
        }
        return publishing
                .held(report.id(), List.of(Publishing.issue(report)))
                .chain(held -> held.isEmpty()
                        ? mayBePublic(link, report)
                                .chain(
                                        allowed -> allowed
                                                ? create(link, report)
                                                : queue.rest(
                                                        link,
                                                        LinkState.FAILED,
                                                        "SECURITY reports are not sent to a public repository: map them to a private one"))
                        : queue.held(
                                link,
                                "held back: it looks as if it held what should not be public; consent to it, or take it out",
                                Objects.requireNonNull(Publishing.shown(held))));
    }

    /** The issue may be there: it is looked for by its marker until the quiet period is over. */
    public Uni<Void> settle(Claimed link) {
        return markers.current()
                .chain(marker -> listings.since(link.repository(), link.sentAt().minus(CLOCK_DIFFERENCE), BETWEEN_LOOKS)
                        .call(pace::reached)
                        .chain(listing -> oldest(link, marker, listing.issues())
                                .map(issue -> linking.link(link, issue))
                                .orElseGet(() -> notThere(link, listing.at()))))
                .onFailure(GitHubFailure.class)
                .recoverWithUni(failure -> unseen(link, (GitHubFailure) failure));
    }

    private Uni<Void> notThere(Claimed link, Instant lookedAt) {
        boolean quiet =
                lookedAt.isAfter(Objects.requireNonNull(link.unknownSince()).plus(config.quietPeriod()));
        return quiet
                ? queue.later(link, LinkState.PENDING, "it was not there; sent again", Duration.ZERO)
                : queue.later(link, LinkState.UNKNOWN, "looking whether GitHub has created it", BETWEEN_LOOKS);
    }

    private Uni<Boolean> mayBePublic(Claimed link, FeedbackReport report) {
        return report.category() == FeedbackCategory.SECURITY
                ? gitHub.isPublic(link.repository()).map(isPublic -> !isPublic)
                : Uni.createFrom().item(true);
    }

    private Uni<Void> create(Claimed link, FeedbackReport report) {
        return markers.current()
                .chain(marker -> gitHub.create(
                        link.repository(),
                        Publishing.title(report),
                        publishing.body(report, marker, link.template()),
                        Fields.labels(Fields.of(report, link.assignees(), people), link.labels(), List.of()),
                        Fields.assignees(report.assignee(), link.assignees(), List.of(), people)))
                .eventually(pace::wrote)
                .call(pace::reached)
                .chain(issue -> linking.link(link, issue));
    }

    private Uni<Void> unsent(Claimed link, GitHubFailure failure) {
        LOG.warnf("Feedback %s: %s", link.feedbackId(), failure.getMessage());
        var wait = failure.retryAfter(config.retryAfter());
        return switch (failure.kind()) {
            case REFUSED, GONE -> queue.rest(link, LinkState.FAILED, failure.getMessage());
            case THROTTLED ->
                pace.pause(wait).chain(() -> queue.later(link, LinkState.PENDING, failure.getMessage(), wait));
            case AWAY ->
                pace.failed().chain(() -> queue.later(link, LinkState.PENDING, failure.getMessage(), Duration.ZERO));
            case UNCLEAR -> queue.later(link, LinkState.UNKNOWN, failure.getMessage(), BETWEEN_LOOKS);
        };
    }

    private Uni<Void> unseen(Claimed link, GitHubFailure failure) {
        LOG.warnf("Feedback %s: %s", link.feedbackId(), failure.getMessage());
        var wait = failure.retryAfter(config.retryAfter());
        return switch (failure.kind()) {
            case THROTTLED ->
                pace.pause(wait).chain(() -> queue.later(link, LinkState.UNKNOWN, failure.getMessage(), wait));
            case AWAY, UNCLEAR ->
                pace.failed().chain(() -> queue.later(link, LinkState.UNKNOWN, failure.getMessage(), Duration.ZERO));
            case REFUSED, GONE -> queue.later(link, LinkState.UNKNOWN, failure.getMessage(), wait);
        };
    }

    /** Of twins the first stays; the others are closed when the repository is reconciled. */
    private static Optional<Issue> oldest(Claimed link, Marker marker, List<Issue> issues) {
        return issues.stream()
                .filter(issue -> marker.in(issue.body())
                        .filter(link.feedbackId()::equals)
                        .isPresent())
                .min(Comparator.comparingInt(Issue::number));
    }
}

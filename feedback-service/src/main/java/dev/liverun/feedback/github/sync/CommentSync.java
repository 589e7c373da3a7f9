package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.comments.SyncedComments;
import dev.liverun.feedback.comments.SyncedComments.Incoming;
import dev.liverun.feedback.comments.SyncedComments.Outgoing;
import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.github.client.GitHubFailure;
import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.github.client.IssueComment;
import dev.liverun.feedback.github.links.Claimed;
import dev.liverun.feedback.github.links.Pace;
import dev.liverun.feedback.github.publishing.Publishing;
import dev.liverun.feedback.github.text.IssueText;
import dev.liverun.feedback.github.text.Marker;
import dev.liverun.feedback.github.text.Markers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has each comment once on both sides. Where a comment was written is where it is changed and taken back. Like an issue one
 * that may have been created is looked for through the quiet period before it is sent again.
 */
@ApplicationScoped
public class CommentSync {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int MAX_BODY = 65_536;

    /** How far it came: what was held back, and when to go on; null when everything is said. */
    public record Said(List<Publishing.Part> held, @Nullable Duration again) {}

    private final GitHubIssues gitHub;
    private final Markers markers;
    private final SyncedComments comments;
    private final Publishing publishing;
    private final Pace pace;
    private final GitHubConfig config;
    private final Clock clock;

    CommentSync(
            GitHubIssues gitHub,
            Markers markers,
            SyncedComments comments,
            Publishing publishing,
            Pace pace,
            GitHubConfig config,
            Clock clock) {
        this.gitHub = gitHub;
        this.markers = markers;
        this.comments = comments;
        this.publishing = publishing;
        this.pace = pace;
        this.config = config;
        this.clock = clock;
    }

    /** @param known how many comments the report has here */
    public Uni<Said> sync(Claimed link, Issue issue, int known) {
        var repository = issue.repository(link.repository());
        return comments.outgoing(link.feedbackId()).chain(ours -> {
            // Those that were taken back there are known here still.
            boolean nothingThere = issue.comments() == 0 && known == 0;
            if (nothingThere && ours.isEmpty()) {
                return Uni.createFrom().item(new Said(List.of(), null));
            }
            return markers.current()
                    .chain(marker -> nothingThere
                            ? say(link, repository, issue.number(), marker, ours)
                            : gitHub.comments(repository, issue.number())
                                    .chain(listed -> receive(link.feedbackId(), marker, ours, listed))
                                    .chain(now -> say(link, repository, issue.number(), marker, now)));
        });
    }

    /** Takes over what was said there; returns ours with the ids that they turned out to have. */
    private Uni<List<Outgoing>> receive(
            UUID feedbackId, Marker marker, List<Outgoing> ours, List<IssueComment> listed) {
        var byId = new HashMap<UUID, Outgoing>();
        ours.forEach(comment -> byId.put(comment.id(), comment));
        Map<UUID, Long> found = new HashMap<>();
        var incoming = new ArrayList<Incoming>();
        for (var comment : listed) {
            var mine = marker.in(comment.body()).map(byId::get).orElse(null);
            // Anybody can copy a mark: the first one that carries it is ours.
            if (mine != null
                    && (mine.githubId() == null || mine.githubId() == comment.id())
                    && found.putIfAbsent(mine.id(), comment.id()) == null) {
                continue;
            }
            incoming.add(new Incoming(
                    comment.id(),
                    comment.author(),
                    storable(comment.body()),
                    comment.createdAt(),
                    comment.updatedAt()));
        }
        return comments.received(
                        feedbackId,
                        incoming,
                        listed.stream().map(IssueComment::id).toList(),
                        clock.instant().minus(config.quietPeriod()))
                .chain(() -> Multi.createFrom()
                        .iterable(found.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(entry -> comments.found(entry.getKey(), entry.getValue()))
                        .onItem()
                        .ignoreAsUni())
                .replaceWith(() -> ours.stream()
                        .map(comment -> new Outgoing(
                                comment.id(),
                                comment.author(),
                                comment.body(),
                                comment.deleted(),
                                found.getOrDefault(comment.id(), comment.githubId()),
                                comment.sentAt(),
                                comment.dirty()))
                        .toList());
    }

    private static String storable(String body) {
        var text = body.isBlank() ? "(empty)" : body.replace('\0', '\uFFFD');
        return text.length() <= MAX_BODY ? text : text.substring(0, MAX_BODY);
    }

    /** In their order, as long as GitHub's pace allows. */
    private Uni<Said> say(Claimed link, String repository, int number, Marker marker, List<Outgoing> ours) {
        var dirty = ours.stream().filter(Outgoing::dirty).toList();
        var parts = dirty.stream()
                .filter(comment -> !comment.deleted())
                .map(comment -> Publishing.comment(comment.id(), comment.body()))
                .toList();
        return publishing.held(link.feedbackId(), parts).chain(held -> {
            var names = held.stream().map(Publishing.Part::name).toList();
            var todo = dirty.stream()
                    .filter(comment -> !names.contains("comment:" + comment.id()))
                    .toList();
            return next(repository, number, marker, todo, 0).map(again -> new Said(held, again));
        });
    }

    /** @return when to go on; null at the end */
    private Uni<@Nullable Duration> next(String repository, int number, Marker marker, List<Outgoing> todo, int index) {
        if (index == todo.size()) {
            return Uni.createFrom().nullItem();
        }
        var comment = todo.get(index);
        if (comment.githubId() == null && comment.sentAt() != null && !isQuiet(comment)) {
            return Uni.createFrom().item(BETWEEN_LOOKS);
        }
        if (comment.deleted() && comment.githubId() == null) {
            return comments.brought(comment.id(), comment.body())
                    .chain(() -> next(repository, number, marker, todo, index + 1));
        }
        return pace.take().chain(free -> {
            if (!free) {
                return Uni.createFrom().item(config.betweenWrites());
            }
            return write(repository, number, marker, comment)
                    .eventually(pace::wrote)
                    .chain(() -> next(repository, number, marker, todo, index + 1));
        });
    }

    private boolean isQuiet(Outgoing comment) {
        return clock.instant().isAfter(Objects.requireNonNull(comment.sentAt()).plus(config.quietPeriod()));
    }

    private Uni<Void> write(String repository, int number, Marker marker, Outgoing comment) {
        var there = comment.githubId();
        if (there != null && comment.deleted()) {
            return gitHub.deleteComment(repository, there)
                    .onFailure(CommentSync::isGone)
                    .recoverWithNull()
                    .chain(() -> comments.brought(comment.id(), comment.body()));
        }
        var body = IssueText.comment(comment.author(), comment.body(), marker.of(comment.id()));
        if (there != null) {
            return gitHub.editComment(repository, there, body)
                    .chain(() -> comments.brought(comment.id(), comment.body()));
        }
        return comments.sending(comment.id())
                .chain(() -> gitHub.comment(repository, number, body))
                .chain(id -> comments.sent(comment.id(), id, comment.body()));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof GitHubFailure known && known.kind() == GitHubFailure.Kind.GONE;
    }
}

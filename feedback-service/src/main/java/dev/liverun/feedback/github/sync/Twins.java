package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.github.links.LinkTable;
import dev.liverun.feedback.github.text.Markers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Closes what a creation that arrived after its quiet period left behind: an open issue with the marker of a report that is
 * linked to another issue by then.
 */
@ApplicationScoped
public class Twins {

    private static final Logger LOG = Logger.getLogger(Twins.class);

    private final Markers markers;
    private final LinkTable links;
    private final GitHubIssues gitHub;

    Twins(Markers markers, LinkTable links, GitHubIssues gitHub) {
        this.markers = markers;
        this.links = links;
        this.gitHub = gitHub;
    }

    public Uni<Void> closeAmong(List<Issue> issues, String repository) {
        return markers.current().chain(marker -> Multi.createFrom()
                .iterable(issues.stream().filter(Issue::open).toList())
                .onItem()
                .transformToUniAndConcatenate(issue -> marker.in(issue.body())
                        .map(id -> links.linkedIssue(id, repository)
                                .chain(linked -> linked.isEmpty() || linked.get() == issue.number()
                                        ? Uni.createFrom().voidItem()
                                        : close(issue, linked.get(), repository)))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .onItem()
                .ignoreAsUni());
    }

    /** Anybody can copy a marker out of an issue; only what the linked issue's author opened, that is we, is a twin. */
    private Uni<Void> close(Issue issue, int linked, String repository) {
        return gitHub.get(repository, linked).chain(ours -> {
            if (!ours.author().equals(issue.author())) {
                return Uni.createFrom().voidItem();
            }
            LOG.infof("%s#%d is a twin of #%d and is closed", repository, issue.number(), linked);
            return gitHub.close(repository, issue.number(), GitHubIssues.ClosingReason.NOT_PLANNED)
                    .replaceWithVoid();
        });
    }
}

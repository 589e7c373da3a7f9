package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.client.Issue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lists a repository's issues; those who look at about the same time share one listing. */
@ApplicationScoped
public class Listings {

    /**
     * What was listed.
     *
     * @param since issues that changed since then
     * @param at when it was asked for
     */
    public record Listing(Instant since, Instant at, List<Issue> issues) {}

    private final GitHubIssues gitHub;
    private final Clock clock;
    private final Map<String, Listing> latest = new ConcurrentHashMap<>();

    Listings(GitHubIssues gitHub, Clock clock) {
        this.gitHub = gitHub;
        this.clock = clock;
    }

    public Uni<Listing> since(String repository, Instant since, Duration maxAge) {
        var now = clock.instant();
        var known = latest.get(repository);
        if (known != null && !known.since().isAfter(since) && known.at().isAfter(now.minus(maxAge))) {
            return Uni.createFrom().item(known);
        }
        return gitHub.changedSince(repository, since)
                .map(issues -> new Listing(since, now, issues))
                .invoke(listing -> {
                    // What is old is of no use to anybody, and is forgotten here.
                    latest.values().removeIf(other -> other.at().isBefore(now.minus(maxAge)));
                    latest.put(repository, listing);
                });
    }
}

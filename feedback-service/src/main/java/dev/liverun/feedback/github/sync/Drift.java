package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.github.text.Markers;
import dev.liverun.feedback.github.text.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares every link of a repository with every issue that is there: what differs, and what one side does not have. */
@ApplicationScoped
public class Drift {

    /** What the two sides do not agree on. */
    public enum Kind {
        /** A field is not as was agreed on. */
        DIFFERENT,
        /** The report is linked, and its issue is not listed. */
        MISSING_THERE,
        /** The issue carries our mark, and no report is linked to it. */
        UNKNOWN_HERE
    }

    public record Difference(
            Kind kind, int issueNumber, @Nullable UUID feedbackId, List<String> fields) {}

    private static final String LINKED = """
            select feedback_id, issue_number, agreed, labels, assignees from github_links
             where repository = $1 and state = 'LINKED' order by issue_number
            """;

    private final Pool pool;
    private final GitHubIssues gitHub;
    private final Markers markers;
    private final People people;

    Drift(Pool pool, GitHubIssues gitHub, Markers markers, People people) {
        this.pool = pool;
        this.gitHub = gitHub;
        this.markers = markers;
        this.people = people;
    }

    public Uni<List<Difference>> of(String repository) {
        return markers.current().chain(marker -> gitHub.changedSince(repository, Instant.EPOCH)
                .chain(listed -> pool.preparedQuery(LINKED)
                        .execute(Tuple.of(repository))
                        .map(rows -> {
                            var issues = new HashMap<Integer, Issue>();
                            listed.forEach(issue -> issues.put(issue.number(), issue));
                            var found = new ArrayList<Difference>();
                            var known = new HashSet<Integer>();
                            for (var row : rows) {
                                int number = row.getInteger("issue_number");
                                known.add(number);
                                var issue = issues.get(number);
                                var id = row.getUUID("feedback_id");
                                if (issue == null) {
                                    found.add(new Difference(Kind.MISSING_THERE, number, id, List.of()));
                                    continue;
                                }
                                var fields = different(
                                        Fields.of(row.getJsonObject("agreed")),
                                        Fields.of(
                                                issue,
                                                List.of(row.getArrayOfStrings("labels")),
                                                List.of(row.getArrayOfStrings("assignees")),
                                                people));
                                if (!fields.isEmpty()) {
                                    found.add(new Difference(Kind.DIFFERENT, number, id, fields));
                                }
                            }
                            for (var issue : listed) {
                                var marked = marker.in(issue.body());
                                if (marked.isPresent() && !known.contains(issue.number()) && issue.open()) {
                                    found.add(
                                            new Difference(Kind.UNKNOWN_HERE, issue.number(), marked.get(), List.of()));
                                }
                            }
                            return found;
                        })));
    }

    private static List<String> different(Fields agreed, Fields there) {
        var one = agreed.toJson();
        var other = there.toJson();
        return one.fieldNames().stream()
                .filter(field ->
                        other.containsKey(field) && !one.getValue(field).equals(other.getValue(field)))
                .sorted()
                .toList();
    }
}

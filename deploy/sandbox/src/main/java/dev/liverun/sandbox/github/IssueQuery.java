package dev.liverun.sandbox.github;

import static dev.liverun.sandbox.github.GitHubErrors.invalid;

import dev.liverun.sandbox.http.Refusal;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which issues a list is about, and in which order. */
record IssueQuery(
        String state,
        @Nullable Instant since,
        List<String> labels,
        @Nullable String creator,
        @Nullable String assignee,
        String sort,
        boolean ascending) {

    static IssueQuery of(MultiMap query) {
        String since = query.get("since");
        String labels = query.get("labels");
        return new IssueQuery(
                oneOf(query, "state", Set.of("open", "closed", "all"), "open"),
                since == null || since.isBlank() ? null : instant(since),
                labels == null || labels.isBlank() ? List.of() : List.of(labels.split(",")),
                query.get("creator"),
                query.get("assignee"),
                oneOf(query, "sort", Set.of("created", "updated", "comments"), "created"),
                oneOf(query, "direction", Set.of("asc", "desc"), "desc").equals("asc"));
    }

    List<Issue> find(Repo repo, Instant now) {
        Comparator<Issue> order =
                switch (sort) {
                    case "updated" -> Comparator.comparing((Issue issue) -> issue.updatedAt);
                    case "comments" ->
                        Comparator.comparing(
                                (Issue issue) -> repo.commentsOn(issue).size());
                    default -> Comparator.comparing((Issue issue) -> issue.createdAt);
                };
        order = order.thenComparing(issue -> issue.number);
        return repo.issues.values().stream()
                .filter(issue -> !issue.listedFrom.isAfter(now))
                .filter(issue -> state.equals("all") || issue.open == state.equals("open"))
                .filter(issue -> since == null || !issue.updatedAt.isBefore(since))
                .filter(issue -> labels.stream().allMatch(name -> hasLabel(issue, name.strip())))
                .filter(issue -> creator == null || creator.equalsIgnoreCase(issue.author))
                .filter(this::isAssigned)
                .sorted(ascending ? order : order.reversed())
                .toList();
    }

    static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refusal(invalid("Issue", "since", "invalid", null));
        }
    }

    private boolean isAssigned(Issue issue) {
        if (assignee == null || assignee.equals("*")) {
            return assignee == null || !issue.assignees.isEmpty();
        }
        return assignee.equals("none") ? issue.assignees.isEmpty() : issue.assignees.contains(assignee);
    }

    private static boolean hasLabel(Issue issue, String name) {
        return issue.labels.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String oneOf(MultiMap query, String parameter, Set<String> values, String fallback) {
        String value = query.get(parameter);
        if (value == null || value.isBlank()) {
            return fallback;
        }
        if (!values.contains(value)) {
            throw new Refusal(invalid("Issue", parameter, "invalid", null));
        }
        return value;
    }
}

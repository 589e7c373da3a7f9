package dev.liverun.feedback.search;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a query asks for: clauses with a {@code ?} for each value, and the values. */
final class Conditions {

    private static final String WITH_LINK = "id in (select feedback_id from github_links where ";
    private static final String HELD = WITH_LINK + "held is not null)";

    private final List<String> clauses = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    static Conditions of(FeedbackFilter filter, Instant now) {
        var conditions = new Conditions();
        conditions.add(Boolean.TRUE.equals(filter.withdrawn) ? "withdrawn_at is not null" : "withdrawn_at is null");
        conditions.oneOf("status", filter.status.stream().map(Enum::ordinal).toList());
        conditions.oneOf("priority", filter.priority.stream().map(Enum::ordinal).toList());
        conditions.oneOf("category", filter.category.stream().map(Enum::name).toList());
        conditions.when("session_id = ?", filter.sessionId);
        conditions.when("endpoint_id = ?", filter.endpointId);
        conditions.when("result_id = ?", filter.resultId);
        conditions.when("reported_by = ?", filter.reportedBy);
        conditions.when("assignee = ?", filter.assignee);
        conditions.truth("assignee is null", "assignee is not null", filter.unassigned);
        if (!filter.label.isEmpty()) {
            conditions.add("labels @> ?", (Object) filter.label.toArray(String[]::new));
        }
        conditions.when("reported_at >= ?", filter.reportedFrom);
        conditions.when("reported_at < ?", filter.reportedTo);
        conditions.truth("github_issue_number is not null", "github_issue_number is null", filter.linked);
        if (!filter.githubState.isEmpty()) {
            // Written out: the few that failed have an index of their own.
            conditions.add(filter.githubState.stream()
                    .map(Enum::name)
                    .collect(Collectors.joining("', '", WITH_LINK + "state in ('", "'))")));
        }
        conditions.truth(HELD, "not " + HELD, filter.held);
        conditions.when("duplicate_of = ?", filter.duplicateOf);
        conditions.when("github_issue_number = ?", filter.githubIssueNumber);
        if (filter.overdue != null) {
            var overdue = "(due_at < ? and status < 2 and withdrawn_at is null)";
            conditions.add(filter.overdue ? overdue : "not " + overdue, stored(now));
        }
        if (filter.words != null && !filter.words.isBlank()) {
            conditions.add("search @@ websearch_to_tsquery('english', ?)", filter.words);
        }
        return conditions;
    }

    private void oneOf(String column, List<?> wanted) {
        if (!wanted.isEmpty()) {
            add(column + " in (" + "?, ".repeat(wanted.size() - 1) + "?)", wanted.toArray());
        }
    }

    private void when(String clause, @Nullable Object value) {
        if (value != null) {
            add(clause, stored(value));
        }
    }

    private void truth(String clause, String otherwise, @Nullable Boolean wanted) {
        if (wanted != null) {
            add(wanted ? clause : otherwise);
        }
    }

    private static Object stored(Object value) {
        return value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
    }

    Conditions add(String clause, Object... more) {
        var numbered = new StringBuilder();
        int value = 0;
        for (char c : clause.toCharArray()) {
            if (c == '?') {
                values.add(stored(more[value++]));
                numbered.append('$').append(values.size());
            } else {
                numbered.append(c);
            }
        }
        clauses.add(numbered.toString());
        return this;
    }

    String where() {
        return " where " + String.join(" and ", clauses);
    }

    Tuple values() {
        return Tuple.from(values);
    }
}

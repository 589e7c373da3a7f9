package dev.liverun.feedback.github.text;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.github.client.Issue;
import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.FeedbackReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a report and its issue have in common, in the form in which both can say it; null where one does not.
 *
 * @param title as it is in public
 * @param description as a person would have typed it
 * @param labels without those that say something else here
 * @param assignee by the name here; empty for nobody
 */
public record Fields(
        @Nullable String title,
        @Nullable Boolean open,
        @Nullable String description,
        @Nullable FeedbackPriority priority,
        @Nullable FeedbackCategory category,
        @Nullable Set<String> labels,
        @Nullable String assignee) {

    /** None of them. */
    public static final Fields NONE = new Fields(null, null, null, null, null, null, null);

    public Fields withDescription(@Nullable String other) {
        return new Fields(title, open, other, priority, category, labels, assignee);
    }

    public static final String OURS = "liverun";
    private static final String PRIORITY = "priority:";
    private static final String CATEGORY = "category:";
    private static final int MAX_LABELS = 20;
    private static final int MAX_LABEL = 50;

    /** @param mapped those who are assigned by the repository's mapping, whoever sees to the report */
    public static Fields of(FeedbackReport report, Collection<String> mapped, People people) {
        return new Fields(
                PublicText.title(report.title()),
                !report.status().isResolved() && report.withdrawnAt() == null,
                IssueText.comparable(report.description()),
                report.priority(),
                report.category(),
                Set.copyOf(report.labels()),
                assignee(report, mapped, people));
    }

    /**
     * @param extra labels that the issue has by its repository's mapping
     * @param mapped those who are assigned by it
     */
    public static Fields of(Issue issue, Collection<String> extra, Collection<String> mapped, People people) {
        return new Fields(
                PublicText.title(issue.title()),
                issue.open(),
                IssueText.description(issue.body()),
                only(issue, PRIORITY, FeedbackPriority.values()),
                only(issue, CATEGORY, FeedbackCategory.values()),
                issue.labels().stream()
                        .filter(label -> isTaken(label) && !extra.contains(label))
                        .sorted()
                        .limit(MAX_LABELS)
                        .collect(Collectors.toUnmodifiableSet()),
                assignee(issue, mapped, people));
    }

    /** Of somebody who is not known there, or is assigned anyway, nothing is said. */
    private static @Nullable String assignee(FeedbackReport report, Collection<String> mapped, People people) {
        if (!people.isAnybody()) {
            return null;
        }
        return people.login(report.assignee())
                .filter(login -> !mapped.contains(login))
                .map(login -> report.assignee())
                .orElse("");
    }

    /** The first that is known here; if nobody is, nobody is assigned or it cannot be said. */
    private static @Nullable String assignee(Issue issue, Collection<String> mapped, People people) {
        if (!people.isAnybody()) {
            return null;
        }
        var others = issue.assignees().stream()
                .filter(login -> !mapped.contains(login))
                .toList();
        return others.stream()
                .flatMap(login -> people.subject(login).stream())
                .findFirst()
                .orElse(others.isEmpty() ? "" : null);
    }

    /** All who are to be assigned to an issue: those who are not known here stay. */
    public static List<String> assignees(
            @Nullable String assignee, Collection<String> mapped, Collection<String> there, People people) {
        var all = new TreeSet<>(mapped);
        people.login(assignee).ifPresent(all::add);
        there.stream().filter(login -> people.subject(login).isEmpty()).forEach(all::add);
        return List.copyOf(all);
    }

    /** All labels that an issue is to have: those that cannot be said here stay. */
    public static List<String> labels(Fields fields, Collection<String> extra, Collection<String> there) {
        var all = new TreeSet<>(extra);
        all.add(OURS);
        if (fields.priority() != null) {
            all.add(label(PRIORITY, fields.priority()));
        }
        if (fields.category() != null) {
            all.add(label(CATEGORY, fields.category()));
        }
        if (fields.labels() != null) {
            all.addAll(fields.labels());
        }
        there.stream().filter(label -> !isOurs(label) && !isTaken(label)).forEach(all::add);
        return List.copyOf(all);
    }

    private static boolean isOurs(String label) {
        return label.equals(OURS) || label.startsWith(PRIORITY) || label.startsWith(CATEGORY);
    }

    private static boolean isTaken(String label) {
        return !isOurs(label) && label.length() <= MAX_LABEL && !label.contains(",") && !label.isBlank();
    }

    private static String label(String prefix, Enum<?> value) {
        return prefix + value.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Where there are several, or none, the issue does not say it. */
    private static <E extends Enum<E>> @Nullable E only(Issue issue, String prefix, E[] values) {
        var found = Arrays.stream(values)
                .filter(value -> issue.labels().contains(label(prefix, value)))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    public JsonObject toJson() {
        var json = new JsonObject();
        put(json, "title", title);
        put(json, "open", open);
        put(json, "description", description);
        put(json, "priority", priority == null ? null : priority.name());
        put(json, "category", category == null ? null : category.name());
        put(json, "labels", labels == null ? null : new JsonArray(List.copyOf(new TreeSet<>(labels))));
        put(json, "assignee", assignee);
        return json;
    }

    public static Fields of(JsonObject json) {
        return new Fields(
                json.getString("title"),
                json.getBoolean("open"),
                json.getString("description"),
                constant(json.getString("priority"), FeedbackPriority::valueOf),
                constant(json.getString("category"), FeedbackCategory::valueOf),
                json.getJsonArray("labels") == null
                        ? null
                        : json.getJsonArray("labels").stream()
                                .map(String::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                json.getString("assignee"));
    }

    private static <E> @Nullable E constant(@Nullable String name, Function<String, E> reader) {
        return name == null ? null : reader.apply(name);
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}

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
 */
public record Fields(
        @Nullable String title,
        @Nullable Boolean open,
        @Nullable String description,
        @Nullable FeedbackPriority priority,
        @Nullable FeedbackCategory category,
        @Nullable Set<String> labels) {

    public Fields withDescription(@Nullable String other) {
        return new Fields(title, open, other, priority, category, labels);
    }

    public static final String OURS = "liverun";
    private static final String PRIORITY = "priority:";
    private static final String CATEGORY = "category:";
    private static final int MAX_LABELS = 20;
    private static final int MAX_LABEL = 50;

    public static Fields of(FeedbackReport report) {
        return new Fields(
                PublicText.title(report.title()),
                !report.status().isResolved() && report.withdrawnAt() == null,
                IssueText.comparable(report.description()),
                report.priority(),
                report.category(),
                Set.copyOf(report.labels()));
    }

    /** @param extra labels that the issue has by its repository's mapping */
    public static Fields of(Issue issue, Collection<String> extra) {
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
                        .collect(Collectors.toUnmodifiableSet()));
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
                                .collect(Collectors.toUnmodifiableSet()));
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

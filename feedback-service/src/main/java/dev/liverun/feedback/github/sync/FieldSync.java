package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.conflicts.Clash;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the two sides of a link together field by field, against what both agreed on last. A field that differs from
 * that changed on that side; our own echo differs from nothing. Where both changed differently GitHub's value is taken
 * and ours is kept as a clash for people to settle. Labels are a set: what either side added or removed is kept.
 *
 * @param take what the report is to take over
 * @param agreed what both sides have once that is taken and the rest is pushed
 * @param push the fields that the issue is to get; all others are null
 * @param clashes what was lost by taking GitHub's value
 */
public record FieldSync(FeedbackChange take, Fields agreed, Fields push, List<Clash> clashes) {

    public static FieldSync of(Fields agreed, Fields ours, Fields theirs, FeedbackState state, boolean notPlanned) {
        var clashes = new ArrayList<Clash>();
        var title = merged("title", agreed.title(), ours.title(), theirs.title(), clashes);
        var open = merged("status", agreed.open(), ours.open(), theirs.open(), clashes);
        var description =
                merged("description", agreed.description(), ours.description(), theirs.description(), clashes);
        var priority = merged("priority", agreed.priority(), ours.priority(), theirs.priority(), clashes);
        var category = merged("category", agreed.category(), ours.category(), theirs.category(), clashes);
        var labels = mergedLabels(agreed.labels(), ours.labels(), theirs.labels());
        var assignee = mergedAssignee(agreed.assignee(), ours.assignee(), theirs.assignee(), clashes);
        var take = new FeedbackChange(
                taken(title, ours.title()) == null ? null : PublicText.typed(String.valueOf(title)),
                taken(description, ours.description()),
                taken(category, ours.category()),
                taken(priority, ours.priority()),
                open != null && !open.equals(ours.open()) ? state(open, notPlanned, state) : null,
                taken(assignee, ours.assignee()),
                taken(labels, ours.labels()),
                null);
        boolean labelled = differs(priority, theirs.priority(), agreed.priority())
                || differs(category, theirs.category(), agreed.category())
                || differs(labels, theirs.labels(), agreed.labels());
        var push = new Fields(
                differs(title, theirs.title(), agreed.title()) ? title : null,
                differs(open, theirs.open(), agreed.open()) ? open : null,
                differs(description, theirs.description(), agreed.description()) ? description : null,
                labelled ? priority : null,
                labelled ? category : null,
                labelled ? labels : null,
                differs(assignee, theirs.assignee(), agreed.assignee()) ? assignee : null);
        return new FieldSync(
                take, new Fields(title, open, description, priority, category, labels, assignee), push, clashes);
    }

    /** Whether the issue is to be changed. */
    public boolean pushes() {
        return !push.equals(Fields.NONE);
    }

    private static <T> @Nullable T merged(
            String field, @Nullable T agreed, @Nullable T ours, @Nullable T theirs, List<Clash> clashes) {
        if (theirs == null || theirs.equals(ours) || theirs.equals(agreed)) {
            return ours;
        }
        // Never agreed on: what the report says is what is meant.
        if (agreed == null || ours == null) {
            return ours == null ? theirs : ours;
        }
        if (!ours.equals(agreed)) {
            clashes.add(new Clash(field, text(agreed), text(ours), text(theirs)));
        }
        return theirs;
    }

    private static String text(Object value) {
        return value instanceof String text ? PublicText.typed(text) : value.toString();
    }

    private static @Nullable Set<String> mergedLabels(
            @Nullable Set<String> agreed, @Nullable Set<String> ours, @Nullable Set<String> theirs) {
        if (ours == null || theirs == null) {
            return ours;
        }
        var merged = new TreeSet<>(ours);
        var before = agreed == null ? Set.<String>of() : agreed;
        theirs.stream().filter(label -> !before.contains(label)).forEach(merged::add);
        if (agreed != null) {
            var removed = new HashSet<>(agreed);
            removed.removeAll(theirs);
            merged.removeAll(removed);
        }
        return merged;
    }

    /** Where it was never agreed on who it is, nobody is taken off. */
    private static @Nullable String mergedAssignee(
            @Nullable String agreed, @Nullable String ours, @Nullable String theirs, List<Clash> clashes) {
        return agreed == null && theirs != null && "".equals(ours)
                ? theirs
                : merged("assignee", agreed, ours, theirs, clashes);
    }

    private static <T> @Nullable T taken(@Nullable T merged, @Nullable T ours) {
        return merged == null || merged.equals(ours) ? null : merged;
    }

    /** What the issue does not say is as it was agreed on. */
    private static boolean differs(@Nullable Object merged, @Nullable Object theirs, @Nullable Object agreed) {
        return merged != null && !merged.equals(theirs == null ? agreed : theirs);
    }

    private static FeedbackState state(boolean open, boolean notPlanned, FeedbackState state) {
        if (open) {
            return state.isResolved() ? FeedbackState.OPEN : state;
        }
        return notPlanned ? FeedbackState.CLOSED : FeedbackState.RESOLVED;
    }
}

package dev.liverun.session.report;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.session.feedback.SessionFeedback;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A session's feedback: how much of what, how much is still open, and each with its GitHub issue. */
public record FeedbackSummary(
        int total,
        int open,
        Map<FeedbackCategory, Long> byCategory,
        Map<FeedbackPriority, Long> byPriority,
        Map<FeedbackPriority, Long> openByPriority,
        List<SessionFeedback> items) {

    static FeedbackSummary of(List<SessionFeedback> items) {
        var byCategory = new EnumMap<FeedbackCategory, Long>(FeedbackCategory.class);
        for (var category : FeedbackCategory.values()) {
            byCategory.put(
                    category,
                    items.stream().filter(item -> item.category() == category).count());
        }
        var byPriority = new EnumMap<FeedbackPriority, Long>(FeedbackPriority.class);
        var openByPriority = new EnumMap<FeedbackPriority, Long>(FeedbackPriority.class);
        for (var priority : FeedbackPriority.values()) {
            byPriority.put(
                    priority,
                    items.stream().filter(item -> item.priority() == priority).count());
            openByPriority.put(
                    priority,
                    items.stream()
                            .filter(item -> item.priority() == priority && item.isOpen())
                            .count());
        }
        var open = (int) items.stream().filter(SessionFeedback::isOpen).count();
        return new FeedbackSummary(items.size(), open, byCategory, byPriority, openByPriority, items);
    }
}

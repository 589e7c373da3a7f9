package dev.liverun.feedback.reports;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.events.contract.FeedbackPriority;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds reports in the order in which they should be worked on: by status, then the most urgent, then the oldest. */
@ApplicationScoped
class FeedbackQueue {

    private static final String ORDER = " order by f.status, f.priority desc, f.reportedAt, f.id";

    private static final String AFTER = "(f.status > :status_after"
            + " or f.status = :status_after and f.priority < :priority_after"
            + " or f.status = :status_after and f.priority = :priority_after and f.reportedAt > :at_after"
            + " or f.status = :status_after and f.priority = :priority_after and f.reportedAt = :at_after"
            + " and f.id > :id_after)";

    Uni<Page<FeedbackReport>> find(FeedbackFilter filter, PageRequest page) {
        var conditions = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        equal(conditions, values, "status", filter.status);
        equal(conditions, values, "priority", filter.priority);
        equal(conditions, values, "category", filter.category);
        equal(conditions, values, "sessionId", filter.sessionId);
        equal(conditions, values, "endpointId", filter.endpointId);
        equal(conditions, values, "resultId", filter.resultId);
        equal(conditions, values, "reportedBy", filter.reportedBy);
        equal(conditions, values, "githubIssueNumber", filter.githubIssueNumber);
        if (filter.words != null && !filter.words.isBlank()) {
            int count = 0;
            for (var word : filter.words.toLowerCase(Locale.ROOT).strip().split("\\s+", 10)) {
                var name = "word" + count++;
                conditions.add("(lower(f.title) like :" + name + " escape '!' or lower(f.description) like :" + name
                        + " escape '!')");
                values.put(name, "%" + word.replaceAll("([!%_])", "!$1") + "%");
            }
        }
        var cursor = page.cursor();
        if (cursor != null) {
            conditions.add(AFTER);
            values.put("status_after", cursor.constant(0, FeedbackState.class));
            values.put("priority_after", cursor.constant(1, FeedbackPriority.class));
            values.put("at_after", cursor.instant(2));
            values.put("id_after", cursor.uuid(3));
        }
        return query(conditions, values, page.rows()).map(rows -> Page.of(rows, page, FeedbackQueue::position));
    }

    private static Uni<List<FeedbackReport>> query(List<String> conditions, Map<String, Object> values, int rows) {
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return Panache.getSession().chain(session -> {
            var query = session.createQuery("from FeedbackReport f" + where + ORDER, FeedbackReport.class);
            values.forEach(query::setParameter);
            return query.setMaxResults(rows).getResultList();
        });
    }

    private static void equal(
            List<String> conditions,
            Map<String, Object> values,
            String attribute,
            @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            conditions.add("f." + attribute + " = :" + attribute);
            values.put(attribute, value);
        }
    }

    private static Cursor position(FeedbackReport report) {
        return Cursor.of(report.status(), report.priority(), report.reportedAt(), report.id());
    }
}

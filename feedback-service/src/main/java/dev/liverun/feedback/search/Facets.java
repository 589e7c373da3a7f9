package dev.liverun.feedback.search;

import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.reports.FeedbackState;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a search finds, by what it could be narrowed down to. */
@ApplicationScoped
class Facets {

    /** Of sessions, people and labels there may be any number; the most frequent are told. */
    private static final int MOST = 50;

    private static final FeedbackState[] STATES = FeedbackState.values();
    private static final FeedbackPriority[] PRIORITIES = FeedbackPriority.values();

    /** Reports with this value. */
    record Count(String value, long count) {}

    /**
     * What was counted.
     *
     * @param overdue how many of all should have been resolved by now
     * @param facets the counts by the filter's parameter, the most frequent first
     */
    record Counted(long total, long overdue, Map<String, List<Count>> facets) {}

    private static final List<String> COLUMNS =
            List.of("status", "priority", "category", "session_id", "endpoint_id", "reported_by", "assignee", "linked");

    private static final String COUNT = """
            with found as materialized (
                select status::text, priority::text, category, session_id::text, endpoint_id::text, reported_by,
                       coalesce(assignee, '') as assignee, (github_issue_number is not null)::text as linked, labels,
                       (status < 2 and withdrawn_at is null and due_at < $%d) as overdue
                  from feedback_reports %s
            )
            select '' as facet, '' as value, count(*) as reports, count(*) filter (where overdue) as overdue from found
            union all
            select case grouping(status, priority, category, session_id, endpoint_id, reported_by, assignee, linked)
                        when 127 then 'status' when 191 then 'priority' when 223 then 'category'
                        when 239 then 'session_id' when 247 then 'endpoint_id' when 251 then 'reported_by'
                        when 253 then 'assignee' else 'linked' end,
                   coalesce(status, priority, category, session_id, endpoint_id, reported_by, assignee, linked),
                   count(*), 0
              from found
             group by grouping sets ((status), (priority), (category), (session_id), (endpoint_id), (reported_by),
                   (assignee), (linked))
            union all
            select 'label', label, count(*), 0 from found cross join unnest(labels) as label group by label
             order by 3 desc, 2
            """;

    private final SearchQueries queries;
    private final Timing timing;

    Facets(SearchQueries queries, Timing timing) {
        this.queries = queries;
        this.timing = timing;
    }

    Uni<Counted> of(FeedbackFilter filter) {
        var now = timing.now();
        var conditions = Conditions.of(filter, now);
        var where = conditions.where();
        var values = conditions.values().addValue(now.atOffset(ZoneOffset.UTC));
        return queries.rows(COUNT.formatted(values.size(), where), values).map(rows -> {
            var facets = new LinkedHashMap<String, List<Count>>();
            COLUMNS.forEach(column -> facets.put(column, new ArrayList<>()));
            facets.put("label", new ArrayList<>());
            long total = 0;
            long overdue = 0;
            for (var row : rows) {
                var facet = row.getString("facet");
                if (facet.isEmpty()) {
                    total = row.getLong("reports");
                    overdue = row.getLong("overdue");
                    continue;
                }
                var counts = facets.get(facet);
                if (counts != null && counts.size() < MOST && row.getString("value") != null) {
                    counts.add(new Count(value(facet, row), row.getLong("reports")));
                }
            }
            return new Counted(total, overdue, facets);
        });
    }

    private static String value(String facet, Row row) {
        var value = row.getString("value");
        return switch (facet) {
            case "status" -> STATES[Integer.parseInt(value)].name();
            case "priority" -> PRIORITIES[Integer.parseInt(value)].name();
            default -> value;
        };
    }
}

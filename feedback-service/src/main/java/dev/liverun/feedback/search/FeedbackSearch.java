package dev.liverun.feedback.search;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Invalid;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.reports.FeedbackResponse;
import dev.liverun.feedback.reports.FeedbackState;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds reports. A page begins where the one before ended, by the index that has the order: deep pages cost no more. */
@ApplicationScoped
class FeedbackSearch {

    private static final FeedbackState[] STATES = FeedbackState.values();
    private static final FeedbackPriority[] PRIORITIES = FeedbackPriority.values();

    private static final String SELECT = """
            select id, session_id, endpoint_id, result_id, title, description, category, priority, status,
                   github_issue_number, github_issue_url, reported_by, reported_at, resolved_at, assignee, labels, due_at,
                   withdrawn_at, withdrawn_by, withdrawal_reason, duplicate_of, metadata, evidence, attachment_count,
                   comment_count, vote_count, version,
                   exists (select 1 from session_view known
                            where known.id = feedback_reports.session_id and known.purged) as session_purged
              from feedback_reports
            """;

    private final SearchQueries queries;
    private final Timing timing;

    FeedbackSearch(SearchQueries queries, Timing timing) {
        this.queries = queries;
        this.timing = timing;
    }

    Uni<Page<FeedbackResponse>> find(FeedbackFilter filter, FeedbackSort sort, PageRequest page) {
        var now = timing.now();
        var conditions = Conditions.of(filter, now);
        if (sort == FeedbackSort.DUE) {
            conditions.add("status < 2");
        }
        var cursor = page.cursor();
        if (cursor != null) {
            after(conditions, sort, cursor);
        }
        return queries.rows(
                        SELECT + conditions.where() + " order by " + order(sort) + " limit " + page.rows(),
                        conditions.values())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> read(row, now))
                        .toList())
                .map(found -> Page.of(found, page, report -> position(report, sort)));
    }

    private static String order(FeedbackSort sort) {
        return switch (sort) {
            case QUEUE -> "status, -priority, reported_at, id";
            case NEWEST -> "reported_at desc, id desc";
            case DUE -> "due_at, id";
        };
    }

    private static void after(Conditions conditions, FeedbackSort sort, Cursor cursor) {
        if (cursor.constant(0, FeedbackSort.class) != sort) {
            throw new Invalid("cursor", "belongs to another order: leave it out when sort changes");
        }
        switch (sort) {
            case QUEUE ->
                conditions.add(
                        "(status, -priority, reported_at, id) > (?, ?, ?, ?)",
                        cursor.constant(1, FeedbackState.class).ordinal(),
                        -cursor.constant(2, FeedbackPriority.class).ordinal(),
                        cursor.instant(3),
                        cursor.uuid(4));
            case NEWEST -> conditions.add("(reported_at, id) < (?, ?)", cursor.instant(1), cursor.uuid(2));
            case DUE -> conditions.add("(due_at, id) > (?, ?)", cursor.instant(1), cursor.uuid(2));
        }
    }

    /** Where a page that ends with this report ended. */
    static Cursor position(FeedbackResponse report, FeedbackSort sort) {
        return switch (sort) {
            case QUEUE -> Cursor.of(sort, report.status(), report.priority(), report.reportedAt(), report.id());
            case NEWEST -> Cursor.of(sort, report.reportedAt(), report.id());
            case DUE -> Cursor.of(sort, report.dueAt(), report.id());
        };
    }

    private static FeedbackResponse read(Row row, Instant now) {
        var status = STATES[row.getShort("status")];
        var dueAt = row.getOffsetDateTime("due_at").toInstant();
        var withdrawnAt = instant(row.getOffsetDateTime("withdrawn_at"));
        return new FeedbackResponse(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getBoolean("session_purged"),
                row.getUUID("endpoint_id"),
                row.getUUID("result_id"),
                row.getString("title"),
                row.getString("description"),
                FeedbackCategory.valueOf(row.getString("category")),
                PRIORITIES[row.getShort("priority")],
                status,
                row.getInteger("github_issue_number"),
                row.getString("github_issue_url"),
                row.getString("reported_by"),
                row.getOffsetDateTime("reported_at").toInstant(),
                instant(row.getOffsetDateTime("resolved_at")),
                row.getString("assignee"),
                List.of(row.getArrayOfStrings("labels")),
                dueAt,
                !status.isResolved() && withdrawnAt == null && now.isAfter(dueAt),
                withdrawnAt,
                row.getString("withdrawn_by"),
                row.getString("withdrawal_reason"),
                row.getUUID("duplicate_of"),
                row.getJsonObject("metadata").getMap(),
                row.getJsonObject("evidence").getMap(),
                row.getInteger("attachment_count"),
                row.getInteger("comment_count"),
                row.getInteger("vote_count"),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

package dev.liverun.session.search;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.session.lifecycle.Session;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds sessions, newest first. */
@ApplicationScoped
public class SessionSearch {

    private static final String COLUMNS = "id, name, description, status, created_at, started_at, ended_at, tester_id,"
            + " configuration, participants, pause_cause, pause_reason, paused_at, pause_deadline, end_reason,"
            + " pause_waived, active_ms, active_since, version, last_position, review_due, seal_due";

    private static final String OF_INTEGRATION =
            "(configuration -> 'integrations' @> jsonb_build_array(jsonb_build_object('name', cast(%1$s as text)))"
                    + " or exists (select from endpoints endpoint where endpoint.name = %1$s and configuration"
                    + " -> 'integrations' @> jsonb_build_array(jsonb_build_object('endpoint_id', endpoint.id)))"
                    + " or exists (select from session_health health"
                    + " where health.session_id = test_sessions.id and health.endpoint_name = %1$s)"
                    + " or exists (select from session_outcomes test"
                    + " where test.session_id = test_sessions.id and test.endpoint_name = %1$s))";

    /** The page of sessions that match, in a Hibernate Reactive session that the caller has opened. */
    public Uni<Page<Session>> find(SessionFilter filter, PageRequest page) {
        var query = query(filter, page);
        return Panache.getSession()
                .chain(session -> {
                    var statement = session.createNativeQuery(query.sql(), Session.class);
                    for (int i = 0; i < query.parameters().size(); i++) {
                        statement.setParameter(i + 1, query.parameters().get(i));
                    }
                    return statement.getResultList();
                })
                .map(rows -> Page.of(rows, page, row -> Cursor.of(row.id())));
    }

    /** SQL with its parameters {@code ?1}, {@code ?2}, … */
    record Query(String sql, List<Object> parameters) {}

    static Query query(SessionFilter filter, PageRequest page) {
        var conditions = new Conditions();
        if (!filter.status.isEmpty()) {
            var marks = filter.status.stream()
                    .distinct()
                    .map(status -> conditions.mark(status.name()))
                    .toList();
            conditions.clauses.add(
                    marks.size() == 1 ? "status = " + marks.get(0) : "status in (" + String.join(", ", marks) + ")");
        }
        conditions.add("tester_id = %s", filter.testerId);
        conditions.add("search @@ to_tsquery('simple', %s)", filter.words());
        conditions.add("created_at >= %s", utc(filter.createdFrom));
        conditions.add("created_at < %s", utc(filter.createdTo));
        conditions.add("started_at >= %s", utc(filter.startedFrom));
        conditions.add("started_at < %s", utc(filter.startedTo));
        conditions.add("ended_at >= %s", utc(filter.endedFrom));
        conditions.add("ended_at < %s", utc(filter.endedTo));
        conditions.add(OF_INTEGRATION, filter.integration);
        conditions.add("verdict = %s", filter.verdict);
        var cursor = page.cursor();
        conditions.add("id < %s", cursor == null ? null : cursor.uuid(0));
        return new Query(
                "select " + COLUMNS + " from test_sessions" + conditions.where() + " order by id desc limit "
                        + page.rows(),
                conditions.values);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static final class Conditions {

        private final List<String> clauses = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        String mark(Object value) {
            values.add(value);
            return "?" + values.size();
        }

        void add(String clause, @Nullable Object value) {
            if (value != null) {
                clauses.add(clause.formatted(mark(value)));
            }
        }

        String where() {
            return clauses.isEmpty() ? "" : " where " + String.join(" and ", clauses);
        }
    }
}

package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SearchIT {

    @Inject
    Rows rows;

    private final String ada = Api.unique("ada");

    @Test
    void sessionsAreFoundByStatusTesterAndWords() {
        var active = named("Payments of release.candidate nine");
        var planned = named("Refunds of release.candidate nine");
        Api.ok(Api.transition(ada, active, "start"));

        assertThat(found(Map.of("tester_id", ada))).containsExactly(planned, active);
        assertThat(found(Map.of("tester_id", ada, "status", "ACTIVE"))).containsExactly(active);
        assertThat(found(Map.of("tester_id", ada, "status", List.of("ACTIVE", "CREATED"))))
                .containsExactly(planned, active);
        assertThat(found(Map.of("tester_id", ada, "q", "refu NINE"))).containsExactly(planned);
        assertThat(found(Map.of("tester_id", ada, "q", "candidate"))).containsExactly(planned, active);
        assertThat(found(Map.of("tester_id", ada, "q", "refunds payments"))).isEmpty();
        assertThat(found(Map.of("tester_id", ada, "q", "'); drop & | !"))).isEmpty();
    }

    @Test
    void pagesVisitEverySessionOnceNewestFirst() {
        var created = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            created.add(0, named("page"));
        }

        var seen = new ArrayList<UUID>();
        var page = Api.get("/sessions", Map.of("tester_id", ada, "limit", 2));
        while (true) {
            seen.addAll(page.getList("items.id", UUID.class));
            var next = page.getString("next_cursor");
            if (next == null) {
                break;
            }
            page = Api.get("/sessions", Map.of("tester_id", ada, "limit", 2, "cursor", next));
        }
        assertThat(seen).isEqualTo(created);
    }

    @Test
    void everyIndexServesItsQuery() {
        assertThat(rows.plan("select id from test_sessions where status = 'ACTIVE' order by id desc limit 51"))
                .contains("test_sessions_status")
                .doesNotContain("Sort");
        assertThat(rows.plan("select id from test_sessions where tester_id = 'ada' order by id desc limit 51"))
                .contains("test_sessions_tester")
                .doesNotContain("Sort");
        assertThat(rows.plan("select id from test_sessions where search @@ to_tsquery('simple', '''pay'':*')"))
                .contains("test_sessions_search");
        assertThat(rows.plan("select id from test_sessions where status = 'PAUSED' and pause_deadline <= now()"
                        + " order by pause_deadline limit 100"))
                .contains("test_sessions_pause_deadline")
                .doesNotContain("Sort");
        assertThat(rows.plan("select id from test_sessions where review_due limit 100"))
                .contains("test_sessions_review_due");
        assertThat(rows.plan("select * from timeline_entries where session_id = '00000000-0000-7000-8000-000000000000'"
                        + " and position > 7 order by position limit 51"))
                .contains("timeline_entries_pkey")
                .doesNotContain("Sort");
        assertThat(rows.plan("select * from session_results where session_id = '00000000-0000-7000-8000-000000000000'"
                        + " order by completed_at, id"))
                .contains("session_results_history")
                .doesNotContain("Sort");
        assertThat(rows.plan("select * from session_feedback where session_id = '00000000-0000-7000-8000-000000000000'"
                        + " order by priority_rank desc, id"))
                .contains("session_feedback_session")
                .doesNotContain("Sort");
        assertThat(rows.plan("select priority_rank from session_feedback"
                        + " where status in ('OPEN', 'IN_PROGRESS') and not withdrawn"))
                .contains("session_feedback_open");
        assertThat(rows.plan("select * from session_feedback where result_id = '00000000-0000-7000-8000-000000000000'"))
                .contains("session_feedback_result");
        assertThat(rows.plan("select session_id from session_runs where status = 'RUNNING'"))
                .contains("session_runs_running");
    }

    private UUID named(String name) {
        var body = Map.of("name", Api.unique(name));
        return UUID.fromString(Api.ok(Api.as(ada).body(body).post(Api.SESSIONS)).path("id"));
    }

    private static List<UUID> found(Map<String, ?> query) {
        return Api.get("/sessions", query).getList("items.id", UUID.class);
    }
}

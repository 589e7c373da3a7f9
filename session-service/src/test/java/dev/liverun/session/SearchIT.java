package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Ids;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SearchIT {

    private static final String THOUSANDS_THAT_ARE_OVER = """
            insert into test_sessions (id, name, status, created_at, started_at, ended_at, tester_id, configuration,
                   participants, version)
            select gen_random_uuid(), 'over', 'COMPLETED', now(), now(), now(), 'somebody', '{}',
                   '{"somebody": "TESTER"}', 3
              from generate_series(1, 5000);
            analyze test_sessions;
            set local enable_sort = off
            """;

    @Inject
    Rows rows;

    @Inject
    Siblings siblings;

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
    void sessionsAreFoundByWhenTheyWereCreatedStartedAndEnded() {
        var first = named("first");
        var second = named("second");
        Api.ok(Api.transition(ada, first, "start"));
        Api.ok(Api.transition(ada, first, "complete"));
        Api.ok(Api.transition(ada, second, "start"));

        var created = Api.session(second).getString("created_at");
        assertThat(found(Map.of("tester_id", ada, "created_from", created))).containsExactly(second);
        assertThat(found(Map.of("tester_id", ada, "created_to", created))).containsExactly(first);
        var started = Api.session(second).getString("started_at");
        assertThat(found(Map.of("tester_id", ada, "started_from", started))).containsExactly(second);
        assertThat(found(Map.of("tester_id", ada, "started_to", started))).containsExactly(first);
        var ended = Api.session(first).getString("ended_at");
        assertThat(found(Map.of("tester_id", ada, "ended_from", ended))).containsExactly(first);
        assertThat(found(Map.of("tester_id", ada, "ended_to", ended))).isEmpty();
    }

    @Test
    void aSessionIsFoundByTheNameOfAnIntegrationThatItScopesById() {
        var id = Ids.next();
        var name = Api.unique("wallet");
        siblings.tell(Siblings.registered(id, name));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows.count("select count(*) from endpoints where id = $1", id) == 1);
        var session = Api.created(ada, "{\"integrations\": [{\"endpoint_id\": \"%s\"}]}".formatted(id));
        Api.created(ada, "{\"integrations\": [{\"name\": \"other\"}]}");

        assertThat(found(Map.of("integration", name))).containsExactly(session);
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
        // Of few sessions, most of them ACTIVE, it may as well read all.
        assertThat(rows.planAfter(
                        THOUSANDS_THAT_ARE_OVER,
                        "select id from test_sessions where status = 'ACTIVE' order by id desc limit 51"))
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

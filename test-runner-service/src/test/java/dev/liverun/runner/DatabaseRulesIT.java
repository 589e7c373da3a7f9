package dev.liverun.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.runner.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification's rules hold in the database, whoever writes to it. */
@QuarkusTest
class DatabaseRulesIT {

    @Inject
    Rows rows;

    private final UUID run = Ids.next();

    @BeforeEach
    void aRun() {
        rows.run(
                "insert into runs (id, session_id, tag, status, started_by, started_at, completed_at, owner, lease_until)"
                        + " values ($1, $1, $1::uuid::text, 'PASSED', 'ada', now(), now(), 'x', now()) on conflict do nothing",
                run);
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseRefuses() {
        return Stream.of(
                refuses(
                        "an unknown status",
                        "test_results_status_check",
                        Map.of("status", "'OK'", "completed_at", "now()")),
                refuses("a status without an end", "test_results_completed_check", Map.of("status", "'PASSED'")),
                refuses("an end without a status", "test_results_completed_check", Map.of("completed_at", "now()")),
                refuses(
                        "an end before the start",
                        "test_results_times_check",
                        Map.of(
                                "status",
                                "'PASSED'",
                                "started_at",
                                "now()",
                                "completed_at",
                                "now() - interval '1 second'")),
                refuses(
                        "request data that is no object",
                        "test_results_request_data_check",
                        Map.of("request_data", "'[]'")),
                refuses(
                        "response data that is no object",
                        "test_results_response_data_check",
                        Map.of("response_data", "'1'")),
                refuses(
                        "a class without a failure",
                        "test_results_failure_check",
                        Map.of("failure_class", "'AUTH'", "status", "'PASSED'", "completed_at", "now()")),
                refuses(
                        "an unknown class",
                        "test_results_failure_class_check",
                        Map.of("failure_class", "'BAD'", "status", "'FAILED'", "completed_at", "now()")),
                refuses("an empty test name", "test_results_test_name_check", Map.of("test_name", "''")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[1]",
                "[[]]",
                "[{}]",
                "[{\"name\": \"a\", \"expected\": 1, \"actual\": 1}]",
                "[{\"name\": \"a\", \"expected\": 1, \"passed\": true}]",
                "[{\"name\": 1, \"expected\": 1, \"actual\": 1, \"passed\": true}]",
                "[{\"name\": null, \"expected\": 1, \"actual\": 1, \"passed\": true}]",
                "[{\"name\": \"a\", \"expected\": 1, \"actual\": 1, \"passed\": \"yes\"}]",
                "[{\"name\": \"a\", \"expected\": 1, \"actual\": 1, \"passed\": true}, {}]"
            })
    void theDatabaseRefusesAssertionsOfAnyOtherShape(String assertions) {
        assertThat(insert(Map.of("assertions", "'" + assertions + "'"))).isEqualTo("test_results_assertions_check");
    }

    @Test
    void aResultThatKeepsTheRulesIsAccepted() {
        assertThat(
                        insert(
                                Map.of(
                                        "status", "'FAILED'",
                                        "started_at", "now()",
                                        "completed_at", "now()",
                                        "failure_class", "'PRODUCT'",
                                        "assertions",
                                                "'[{\"name\": \"a\", \"expected\": null, \"actual\": {}, \"passed\": false, \"more\": 1}]'")))
                .isEmpty();
    }

    @Test
    void aMoneyIntentNeedsAmountAndKeyAndAStepIsIntendedOnce() {
        assertThat(insert(Map.of())).isEmpty();
        var result = rows.count("select count(*) from test_results where run_id = $1", run);
        assertThat(result).isOne();
        var intent = "insert into step_intents (id, run_id, result_id, session_id, endpoint_id, step_index, step_name,"
                + " kind, epoch, amount, request, intended_at, deadline) select $1, run_id, id, session_id, endpoint_id, 0,"
                + " 'pay', $2, 1, 5, '{}', now(), now() + interval '1 minute' from test_results where run_id = $3";
        assertThat(constraint(() -> rows.run(intent, Ids.next(), "MONEY", run))).isEqualTo("step_intents_money_check");
        assertThat(constraint(() -> rows.run(intent, Ids.next(), "WRITE", run))).isEmpty();
        assertThat(constraint(() -> rows.run(intent, Ids.next(), "WRITE", run))).isEqualTo("step_intents_once_key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test_results_session_id_completed_at_idx | select * from test_results where session_id = '01890a5d-ac96-774b-bcce-b302099a8057' order by completed_at desc limit 50",
                "test_results_session_id_completed_at_idx | select * from test_results where session_id = '01890a5d-ac96-774b-bcce-b302099a8057' and completed_at > '2026-01-01'",
                "test_results_history_idx | select 1 from test_results where endpoint_id = '01890a5d-ac96-774b-bcce-b302099a8057' and test_name = 'a' and status = 'PASSED'",
                "runs_session_id_idx | select * from runs where session_id = '01890a5d-ac96-774b-bcce-b302099a8057' order by id desc limit 50",
                "runs_running_idx | select * from runs where status = 'RUNNING' and lease_until < now() order by lease_until limit 20",
                "step_intents_run_id_idx | select * from step_intents where run_id = '01890a5d-ac96-774b-bcce-b302099a8057'",
                "feedback_view_result_id_idx | select * from feedback_view where result_id = '01890a5d-ac96-774b-bcce-b302099a8057'"
            })
    void anIndexServesItsQuery(String index, String query) {
        assertThat(rows.plan(query)).contains(index);
    }

    private DynamicTest refuses(String what, String constraint, Map<String, String> columns) {
        return DynamicTest.dynamicTest(what, () -> assertThat(insert(columns)).isEqualTo(constraint));
    }

    /** The constraint that refused it. */
    private String insert(Map<String, String> columns) {
        var all = new LinkedHashMap<String, String>();
        all.put("id", "'" + Ids.next() + "'");
        all.put("session_id", "'" + run + "'");
        all.put("endpoint_id", "'" + run + "'");
        all.put("test_name", "'rules'");
        all.put("run_id", "'" + run + "'");
        all.put("position", "1");
        all.put("endpoint_name", "'e'");
        all.put("workflow_id", "'" + run + "'");
        all.put("workflow_version", "0");
        all.putAll(columns);
        return constraint(() -> rows.run("insert into test_results (" + String.join(", ", all.keySet()) + ") values ("
                + String.join(", ", all.values()) + ")"));
    }

    private static String constraint(Runnable insert) {
        try {
            insert.run();
            return "";
        } catch (PgException e) {
            return e.getConstraint();
        }
    }
}

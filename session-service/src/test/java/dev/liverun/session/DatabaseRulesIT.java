package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.session.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The specification's rules hold in the database, whoever writes to it. */
@QuarkusTest
class DatabaseRulesIT {

    @Inject
    Rows rows;

    @TestFactory
    Stream<DynamicTest> theDatabaseRefuses() {
        return Stream.of(
                refuses("an unknown status", "test_sessions_status_check", Map.of("status", "'RUNNING'")),
                refuses("a blank name", "test_sessions_name_check", Map.of("name", "' '")),
                refuses(
                        "an end before the start",
                        "test_sessions_ended_at_check",
                        Map.of(
                                "status", "'COMPLETED'",
                                "started_at", "now()",
                                "ended_at", "now() - interval '1 second'")),
                refuses(
                        "a start before the creation",
                        "test_sessions_started_at_check",
                        Map.of("status", "'ACTIVE'", "started_at", "now() - interval '1 second'")),
                refuses("an ACTIVE session without a start", "test_sessions_times_check", Map.of("status", "'ACTIVE'")),
                refuses("a CREATED session with a start", "test_sessions_times_check", Map.of("started_at", "now()")),
                refuses(
                        "a pause without a cause",
                        "test_sessions_pause_check",
                        Map.of("status", "'PAUSED'", "started_at", "now()")),
                refuses(
                        "a configuration that is no object",
                        "test_sessions_configuration_check",
                        Map.of("configuration", "'[]'")),
                refuses(
                        "participants without the tester",
                        "test_sessions_participants_check",
                        Map.of("participants", "'{\"bob\": \"TESTER\"}'")),
                refuses(
                        "an unknown role",
                        "test_sessions_participants_check",
                        Map.of("participants", "'{\"ada\": \"TESTER\", \"bob\": \"OWNER\"}'")));
    }

    @Test
    void aSessionThatKeepsTheRulesIsAccepted() {
        assertThat(insert(Map.of())).isEmpty();
    }

    private DynamicTest refuses(String what, String constraint, Map<String, String> columns) {
        return DynamicTest.dynamicTest(what, () -> assertThat(insert(columns)).isEqualTo(constraint));
    }

    /** The constraint that refused it. */
    private String insert(Map<String, String> columns) {
        var all = new LinkedHashMap<String, String>();
        all.put("id", "'" + Ids.next() + "'");
        all.put("name", "'rules " + Ids.next() + "'");
        all.put("status", "'CREATED'");
        all.put("created_at", "now()");
        all.put("tester_id", "'ada'");
        all.put("configuration", "'{}'");
        all.put("participants", "'{\"ada\": \"TESTER\"}'");
        all.put("version", "1");
        all.putAll(columns);
        try {
            rows.run("insert into test_sessions (" + String.join(", ", all.keySet()) + ") values ("
                    + String.join(", ", all.values()) + ")");
            return "";
        } catch (PgException e) {
            return e.getConstraint();
        }
    }
}

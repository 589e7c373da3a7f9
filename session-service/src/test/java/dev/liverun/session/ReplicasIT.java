package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.testing.LiveClient;
import dev.liverun.embedded.junit.TestServices;
import dev.liverun.session.support.Replica;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged replicas on one database and one broker; one of them is killed. */
class ReplicasIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void aReaderGoesOnElsewhereAndATimeoutFiresOnce() throws Exception {
        var keys = Replica.Keys.in(directory);
        try (var services = TestServices.open("session")) {
            var configuration = new HashMap<>(services.configuration());
            configuration.put("liverun.sessions.pause-timeout", "PT1S");
            configuration.put("liverun.sessions.pause-timeout-check", "1s");
            configuration.put("liverun.sessions.retention.every", "1s");
            configuration.put("liverun.sessions.retention.delayed", "1s");
            try (var one = Replica.start("replica-1", keys, configuration);
                    var other = Replica.start("replica-2", keys, configuration)) {
                one.awaitReady();
                other.awaitReady();
                var id = JSON.readTree(one.call("/sessions", "{\"name\": \"two replicas\"}")
                                .body())
                        .path("id")
                        .asText();
                assertThat(other.call("/sessions/" + id + "/start", "{}").statusCode())
                        .isEqualTo(200);

                aPauseFailsOnce(one, other, id);
                whatIsOverItsTimeIsPurgedOnce(one, services.configuration());
                aReaderMissesNothing(one, other, id, keys.tester());
                assertThat(other.stop())
                        .as("sockets do not keep it from stopping")
                        .isLessThan(Duration.ofSeconds(15));
            }
        }
    }

    private static void aPauseFailsOnce(Replica one, Replica other, String id) throws IOException {
        assertThat(one.call("/sessions/" + id + "/pause", "{}").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> JSON.readTree(other.call("/sessions/" + id, null).body())
                        .path("status")
                        .asText()
                        .equals("FAILED"));
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> JSON
                                .readTree(other.call("/sessions/" + id + "/timeline?kind=session", null)
                                        .body())
                                .path("items")
                                .findValuesAsText("type")
                                .stream()
                                .filter("session.failed"::equals)
                                .count()
                        == 1);
    }

    /** Both look for what is to go every second; for each session one tells of it. */
    private static void whatIsOverItsTimeIsPurgedOnce(Replica one, Map<String, String> configuration) throws Exception {
        int sessions = 40;
        for (int nr = 0; nr < sessions; nr++) {
            assertThat(one.call("/sessions", "{\"name\": \"never started " + nr + "\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
        try (var database = DriverManager.getConnection(
                        configuration.get("quarkus.datasource.jdbc.url"),
                        configuration.get("quarkus.datasource.username"),
                        configuration.get("quarkus.datasource.password"));
                var statement = database.createStatement()) {
            statement.executeUpdate("update test_sessions set created_at = created_at - interval '91 days'"
                    + " where name like 'never started %'");
            await().atMost(PATIENCE)
                    .until(() -> number(statement, "select count(*) from test_sessions where status = 'CREATED'") == 0);
            assertThat(number(statement, "select count(*) from audit_log where action = 'session.purged'"))
                    .isEqualTo(sessions);
            assertThat(number(
                            statement,
                            "select count(distinct target_id) from audit_log where action = 'session.purged'"))
                    .isEqualTo(sessions);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void aReaderMissesNothing(Replica one, Replica other, String id, String token) {
        var seen = new ArrayList<Long>();
        String cursor;
        try (var reader = LiveClient.connect(one.port(), "/stream?session_id=" + id, token)) {
            cursor = reader.await("snapshot").path("cursor").asText();
            IntStream.range(0, 30).forEach(nr -> note(other, id));
            reader.await("delta");
            one.kill();
            assertThat(reader.awaitClose()).isNotZero();
            for (var delta : reader.messages("delta")) {
                cursor = delta.path("cursor").asText();
                positions(delta).forEach(seen::add);
            }
        }
        long first = Long.parseLong(cursor) - seen.size() + 1;
        IntStream.range(0, 30).forEach(nr -> note(other, id));
        try (var reader = LiveClient.connect(other.port(), "/stream?session_id=" + id + "&cursor=" + cursor, token)) {
            await().atMost(PATIENCE)
                    .until(() -> seen.size()
                                    + reader.messages("delta").stream()
                                            .mapToInt(delta -> positions(delta).size())
                                            .sum()
                            >= 60);
            reader.messages("delta").forEach(delta -> seen.addAll(positions(delta)));
            assertThat(reader.messages("snapshot")).isEmpty();
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.range(first, first + seen.size()).boxed().toList());
    }

    private static void note(Replica replica, String id) {
        assertThat(replica.call("/sessions/" + id + "/timeline", "{\"text\": \"noted\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static List<Long> positions(JsonNode delta) {
        var positions = new ArrayList<Long>();
        delta.path("entries")
                .forEach(entry -> positions.add(entry.path("position").asLong()));
        return positions;
    }
}

package dev.liverun.session.stream;

import static dev.liverun.session.support.Siblings.tested;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.LiveClient;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The stream as readers see it. */
@QuarkusTest
class StreamIT {

    @Inject
    Siblings siblings;

    @Inject
    Rows rows;

    private final String ada = Api.unique("ada");

    @Test
    void aReaderOfASessionGetsASnapshotAndThenEachEntryOnce() {
        var id = Api.started(ada, "{}");
        try (var reader = follow("?session_id=" + id)) {
            var snapshot = reader.await("snapshot");
            assertThat(snapshot.path("reason").asText()).isEqualTo("opened");
            assertThat(snapshot.path("cursor").asText()).isEqualTo("2");
            assertThat(snapshot.at("/session/status").asText()).isEqualTo("ACTIVE");
            assertThat(snapshot.at("/summary/verdict").asText()).isEqualTo("INCONCLUSIVE");
            assertThat(snapshot.path("timeline")).hasSize(2);

            note(id, "one");
            note(id, "two");
            awaitPosition(reader, id, 4);
            assertThat(positions(reader, id)).containsExactly(3L, 4L);
            var entry = entries(reader, id).get(0);
            assertThat(entry.path("kind").asText()).isEqualTo("note");
            assertThat(entry.at("/data/text").asText()).isEqualTo("one");
            assertThat(entry.path("actor").asText()).isEqualTo(ada);
        }
    }

    @Test
    void whatOthersTellArrivesToo() {
        var id = Api.started(ada, "{}");
        try (var reader = follow("?session_id=" + id)) {
            reader.await("snapshot");
            siblings.tell(tested(id, Ids.next(), "banano", "pay", TestStatus.PASSED, null, 1));
            awaitPosition(reader, id, 3);
            assertThat(entries(reader, id).get(0).path("type").asText()).isEqualTo("test.completed");
        }
    }

    @Test
    void whoConnectsAgainWithTheCursorMissesNothingAndGetsNoSnapshot() {
        var id = Api.started(ada, "{}");
        String cursor;
        try (var reader = follow("?session_id=" + id)) {
            reader.await("snapshot");
            note(id, "seen");
            awaitPosition(reader, id, 3);
            cursor = lastCursor(reader);
        }
        IntStream.range(0, 20).forEach(i -> note(id, "missed " + i));
        try (var reader = follow("?session_id=" + id + "&cursor=" + cursor)) {
            note(id, "while it catches up");
            awaitPosition(reader, id, 24);
            assertThat(positions(reader, id))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(4, 24).boxed().toList());
            assertThat(reader.messages("snapshot")).isEmpty();
        }
    }

    @Test
    void aCursorThatIsTooOldOrFromElsewhereGetsASnapshot() {
        var id = Api.started(ada, "{}");
        try (var reader = follow("?session_id=" + id + "&cursor=999")) {
            assertThat(reader.await("snapshot").path("reason").asText()).isEqualTo("cursor-too-old");
        }
        IntStream.range(0, 12).forEach(i -> note(id, "note " + i));
        // The test's configuration resumes at most 30 entries.
        IntStream.range(0, 20).forEach(i -> note(id, "more " + i));
        try (var reader = follow("?session_id=" + id + "&cursor=0")) {
            var snapshot = reader.await("snapshot");
            assertThat(snapshot.path("reason").asText()).isEqualTo("cursor-too-old");
            assertThat(snapshot.path("cursor").asText()).isEqualTo("34");
        }
    }

    @Test
    void onlyTheWantedKindsAreTold() {
        var id = Api.started(ada, "{}");
        try (var reader = follow("?session_id=" + id + "&kind=note&kind=health")) {
            assertThat(reader.await("snapshot").path("timeline")).isEmpty();
            Api.ok(Api.transition(ada, id, "pause"));
            note(id, "while it is paused");
            awaitPosition(reader, id, 4);
            assertThat(positions(reader, id)).containsExactly(4L);
        }
    }

    @Test
    void aReaderOfAllSessionsGetsTheDashboardAndWhatHappensAnywhere() {
        var before = Api.started(ada, "{}");
        try (var reader = follow("")) {
            var snapshot = reader.await("snapshot");
            assertThat(snapshot.at("/dashboard/sessions/ACTIVE").asInt()).isPositive();
            assertThat(snapshot.path("sessions").findValuesAsText("id")).contains(before.toString());
            var after = Api.started(Api.unique("bob"), "{}");
            note(before, "in the older one");
            awaitPosition(reader, before, 3);
            awaitPosition(reader, after, 2);
            assertThat(positions(reader, before)).containsExactly(3L);
            assertThat(positions(reader, after)).containsExactly(1L, 2L);
        }
    }

    @Test
    void theCursorOverAllSessionsLosesNothingEither() {
        var id = Api.started(ada, "{}");
        String cursor;
        try (var reader = follow("")) {
            reader.await("snapshot");
            note(id, "seen");
            awaitPosition(reader, id, 3);
            cursor = lastCursor(reader);
        }
        note(id, "missed");
        var missed = Api.started(Api.unique("bob"), "{}");
        try (var reader = follow("?cursor=" + cursor)) {
            awaitPosition(reader, id, 4);
            awaitPosition(reader, missed, 2);
            assertThat(positions(reader, missed)).containsExactly(1L, 2L);
            assertThat(reader.messages("snapshot")).isEmpty();
        }
    }

    @Test
    void aCursorOverAllSessionsIsNotAheadOfWhatWasTold() {
        var one = Api.started(ada, "{}");
        var other = Api.started(Api.unique("bob"), "{}");
        String cursor;
        UUID untold;
        try (var reader = follow("")) {
            reader.await("snapshot");
            // In one transaction, and so in one look.
            noteOnAll(one, other);
            var first = reader.await("delta");
            cursor = first.path("cursor").asText();
            untold = first.path("session_id").asText().equals(one.toString()) ? other : one;
        }
        try (var reader = follow("?cursor=" + cursor)) {
            awaitPosition(reader, untold, 3);
        }
    }

    @Test
    void aReaderOfAllSessionsIsAlsoToldWhatComesAfterALongTimeAndOfWhatIsOverAtOnce() {
        var old = Api.started(ada, "{}");
        Api.ok(Api.transition(ada, old, "complete"));
        rows.run(
                "update test_sessions set created_at = created_at - interval '2 hours',"
                        + " started_at = started_at - interval '2 hours', ended_at = ended_at - interval '2 hours'"
                        + " where id = $1",
                old);
        try (var reader = follow("")) {
            reader.await("snapshot");
            noteOnAll(old);
            reader.await(message -> entriesOf(message, old).stream()
                    .anyMatch(entry -> entry.path("type").asText().equals("note.of-all")));
            var brief = Ids.next();
            rows.run(
                    "with made as (insert into test_sessions (id, name, status, created_at, started_at, ended_at,"
                            + " tester_id, configuration, participants, version, last_position)"
                            + " values ($1, $2, 'FAILED', now(), now(), now() - interval '0 s', 'ada', '{}', '{\"ada\": \"TESTER\"}', 3, 1)"
                            + " returning id) insert into timeline_entries (session_id, position, kind, type, at, title,"
                            + " data) select id, 1, 'session', 'session.failed', now(), 'over', '{}' from made",
                    brief,
                    Api.unique("brief"));
            awaitPosition(reader, brief, 1);
        }
    }

    private void noteOnAll(UUID... sessions) {
        rows.run(
                "with taken as (update test_sessions set last_position = last_position + 1 where id = any($1)"
                        + " returning id, last_position) insert into timeline_entries (session_id, position, kind, type,"
                        + " at, title, data) select id, last_position, 'note', 'note.of-all', now(), 'told', '{}'"
                        + " from taken",
                (Object) sessions);
    }

    @Test
    void whatIsAskedForMustMakeSense() {
        var id = Api.started(ada, "{}");
        assertThat(refusal("?session_id=17")).isEqualTo(400);
        assertThat(refusal("?session_id=" + UUID.randomUUID())).isEqualTo(404);
        assertThat(refusal("?kind=weather")).isEqualTo(400);
        assertThat(refusal("?cursor=3")).isEqualTo(400);
        assertThat(refusal("?session_id=" + id + "&cursor=all-3")).isEqualTo(400);
        assertThat(refusal("?session_id=" + id + "&cursor=-3")).isEqualTo(400);
        assertThat(LiveClient.refusal("/stream", Map.of())).isEqualTo(401);
    }

    private static int refusal(String query) {
        return LiveClient.refusal("/stream" + query, Map.of("Authorization", "Bearer " + Tokens.of(Roles.VIEWER)));
    }

    private static LiveClient follow(String query) {
        return LiveClient.connect("/stream" + query, Tokens.of(Roles.VIEWER));
    }

    private void note(UUID id, String text) {
        Api.ok(Api.as(ada).body("{\"text\": \"" + text + "\"}").post(Api.SESSIONS + "/" + id + "/timeline"));
    }

    private static void awaitPosition(LiveClient reader, UUID id, long position) {
        reader.await(message -> entriesOf(message, id).stream()
                .anyMatch(entry -> entry.path("position").asLong() == position));
    }

    private static List<JsonNode> entries(LiveClient reader, UUID id) {
        return reader.messages().stream()
                .flatMap(message -> entriesOf(message, id).stream())
                .toList();
    }

    private static List<JsonNode> entriesOf(JsonNode message, UUID id) {
        var found = new ArrayList<JsonNode>();
        if (message.path("session_id").asText().equals(id.toString())) {
            message.path("entries").forEach(found::add);
        }
        return found;
    }

    private static List<Long> positions(LiveClient reader, UUID id) {
        return entries(reader, id).stream()
                .map(entry -> entry.path("position").asLong())
                .toList();
    }

    private static String lastCursor(LiveClient reader) {
        var deltas = reader.messages("delta");
        return deltas.get(deltas.size() - 1).path("cursor").asText();
    }
}

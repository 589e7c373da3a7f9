package dev.liverun.api.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OperationsIT {

    private static final String OPERATIONS = "/api/v1/operations/notes";

    @Inject
    Pool pool;

    @Inject
    Topics topics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void everyChangeIsInTheAuditLogWithWhoWhatWhyAndItsCorrelation() {
        var location = Notes.given();
        Tokens.as(Roles.TESTER, "bob")
                .header("X-Correlation-Id", "audit-test-1")
                .queryParam("reason", "done with it")
                .post(location + "/close")
                .then()
                .statusCode(200);
        var id = location.substring(location.lastIndexOf('/') + 1);
        var log = Tokens.as(Roles.OPERATOR)
                .queryParam("target_type", "note")
                .queryParam("target_id", id)
                .get(OPERATIONS + "/audit");
        assertThat(log.statusCode()).as(log.asString()).isEqualTo(200);
        var entries = log.jsonPath();
        assertThat(entries.getList("items.action")).containsExactly("note.closed", "note.created");
        assertThat(entries.getList("items.actor")).containsExactly("bob", "ada");
        assertThat(entries.getString("items[0].reason")).isEqualTo("done with it");
        assertThat(entries.getString("items[0].correlation_id")).isEqualTo("audit-test-1");
        assertThat(entries.getString("items[1].details.title")).startsWith("note ");
        assertThat(entries.getString("items[0].at")).endsWith("Z");
    }

    @Test
    void theAuditLogIsPaged() {
        Notes.given();
        Notes.given();
        var first = Tokens.as(Roles.OPERATOR).queryParam("limit", 1).get(OPERATIONS + "/audit");
        var second = Tokens.as(Roles.OPERATOR)
                .queryParam("limit", 1)
                .queryParam("cursor", first.jsonPath().getString("next_cursor"))
                .get(OPERATIONS + "/audit");
        assertThat(second.jsonPath().getString("items[0].id"))
                .isLessThan(first.jsonPath().getString("items[0].id"));
        assertThat(first.header("Link")).contains("rel=\"next\"");
    }

    @Test
    void theAuditLogIsFilteredByTime() {
        Notes.given();
        var none = Tokens.as(Roles.OPERATOR)
                .queryParam("from", "2999-01-01T00:00:00Z")
                .get(OPERATIONS + "/audit");
        assertThat(none.statusCode()).as(none.asString()).isEqualTo(200);
        assertThat(none.jsonPath().getList("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_log set actor = 'x'", "delete from audit_log", "truncate audit_log"})
    void theAuditLogCannotBeChanged(String statement) {
        Notes.given();
        assertThatThrownBy(() -> pool.query(statement).executeAndAwait()).hasMessageContaining("append-only");
    }

    @Test
    void aRefusedChangeLeavesNoEntry() {
        var location = Notes.given();
        Notes.rename(location, "\"7\"", Notes.uniqueTitle()).then().statusCode(412);
        var id = location.substring(location.lastIndexOf('/') + 1);
        var log = Tokens.as(Roles.OPERATOR).queryParam("target_id", id).get(OPERATIONS + "/audit");
        assertThat(log.jsonPath().getList("items.action")).containsExactly("note.created");
    }

    @Test
    void anotherServicesNameIsUnknownHere() {
        Tokens.as(Roles.OPERATOR).get("/api/v1/operations/other/audit").then().statusCode(404);
    }

    @Test
    void lagAndOutboxCanBeSeen() {
        var lag = Tokens.as(Roles.OPERATOR).get(OPERATIONS + "/lag");
        assertThat(lag.statusCode()).as(lag.asString()).isEqualTo(200);
        assertThat(lag.jsonPath().getMap("topics")).isNotNull();
        var outbox = Tokens.as(Roles.OPERATOR).get(OPERATIONS + "/outbox");
        assertThat(outbox.statusCode()).as(outbox.asString()).isEqualTo(200);
        assertThat(outbox.jsonPath().getLong("rows")).isZero();
        assertThat(outbox.jsonPath().getLong("oldest_age_ms")).isZero();
    }

    @Test
    void aDeadLetterIsListedAndItsReplayIsAudited() throws Exception {
        var key = UUID.randomUUID().toString();
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            var broken = new ProducerRecord<>(topics.retries(), key, "{");
            broken.headers()
                    .add("ce_type", "dev.liverun.session.created.v1".getBytes(StandardCharsets.UTF_8))
                    .add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
            producer.send(broken).get();
        }
        var id = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> letterWith(key), found -> found != null);
        Tokens.as(Roles.OPERATOR, "olga")
                .post(OPERATIONS + "/dead-letters/" + id + "/replay")
                .then()
                .statusCode(200);
        var log = Tokens.as(Roles.OPERATOR)
                .queryParam("action", "dead_letter.replayed")
                .queryParam("target_id", id)
                .get(OPERATIONS + "/audit");
        assertThat(log.jsonPath().getList("items.actor")).containsExactly("olga");
        assertThat(log.jsonPath().getString("items[0].details.event_type")).isEqualTo("dev.liverun.session.created.v1");
    }

    private static String letterWith(String key) {
        var letters = Tokens.as(Roles.OPERATOR).get(OPERATIONS + "/dead-letters");
        assertThat(letters.statusCode()).as(letters.asString()).isEqualTo(200);
        return letters.jsonPath().getString("items.find { it.key == '" + key + "' }?.id");
    }

    @Test
    void anUnknownDeadLetterCannotBeReplayed() {
        Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .post(OPERATIONS + "/dead-letters/0-4711/replay")
                .then()
                .statusCode(404);
    }
}

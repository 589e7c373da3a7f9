package dev.liverun.health.board;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.LiveClient;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardIT {

    private static final String BOARD = "/api/v1/health-board";

    private Target target;

    @BeforeEach
    void start() {
        target = new Target();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void the_board_can_be_narrowed_and_its_totals_with_it() {
        var group = "group " + UUID.randomUUID();
        registerChecked(target.url(), Map.of("group", group, "tags", List.of("money")));
        registerChecked("http://127.0.0.1:9", Map.of("group", group));

        Tokens.as(Roles.VIEWER)
                .queryParam("group", group)
                .get(BOARD)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("totals.HEALTHY", equalTo(1))
                .body("totals.UNHEALTHY", equalTo(1));
        Tokens.as(Roles.VIEWER)
                .queryParam("group", group)
                .queryParam("tag", "money")
                .get(BOARD)
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].group", equalTo(group));
    }

    @Test
    void pages_of_the_board_follow_each_other_without_gap() {
        var group = "group " + UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            registerChecked(target.url(), Map.of("group", group));
        }
        var first = Tokens.as(Roles.VIEWER)
                .queryParam("group", group)
                .queryParam("limit", 2)
                .get(BOARD)
                .jsonPath();

        var second = Tokens.as(Roles.VIEWER)
                .queryParam("group", group)
                .queryParam("cursor", first.getString("next_cursor"))
                .get(BOARD)
                .jsonPath();

        assertThat(first.getList("items")).hasSize(2);
        assertThat(second.getList("items.id")).hasSize(1).doesNotContainAnyElementsOf(first.getList("items.id"));
        assertThat((String) second.get("next_cursor")).isNull();
    }

    @Test
    void who_follows_the_board_sees_what_is_there_and_what_changes() {
        var id = registerChecked(target.url(), Map.of());
        try (var reader = LiveClient.connect("/integrations/stream", Tokens.of(Roles.VIEWER))) {
            var snapshot = reader.await("snapshot");
            assertThat(ids(snapshot)).contains(id.toString());
            target.behaves(Target.answering(500));

            check(id);

            // What was told before the snapshot may come again.
            reader.await(message ->
                    "changes".equals(message.path("type").asText()) && "UNHEALTHY".equals(observed(message, id)));
        }
    }

    @Test
    void what_is_changed_is_changed_on_the_board() {
        var group = "group " + UUID.randomUUID();
        var id = registerChecked(target.url(), Map.of());
        Tokens.as(Roles.VIEWER).get(BOARD).then().statusCode(200);

        Tokens.as(Roles.OPERATOR)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("group", group))
                .patch(PATH + "/" + id)
                .then()
                .statusCode(200);

        Tokens.as(Roles.VIEWER)
                .queryParam("group", group)
                .get(BOARD)
                .then()
                .statusCode(200)
                .body("items.id", contains(id.toString()));
    }

    @Test
    void what_is_removed_leaves_the_board() {
        var id = registerChecked(target.url(), Map.of());
        Tokens.as(Roles.OPERATOR)
                .header("If-Match", "\"1\"")
                .delete(PATH + "/" + id)
                .then()
                .statusCode(204);

        var board = Tokens.as(Roles.VIEWER).get(BOARD + "?limit=10000").jsonPath();

        assertThat(board.getList("items.id")).doesNotContain(id.toString());
    }

    @Test
    void a_badge_shows_the_confirmed_status() {
        var id = registerChecked(target.url(), Map.of());

        var badge = Tokens.as(Roles.VIEWER).get(PATH + "/" + id + "/badge");

        assertThat(badge.contentType()).startsWith("image/svg+xml");
        assertThat(badge.asString()).contains("healthy");
    }

    private static String observed(JsonNode message, UUID id) {
        return StreamSupport.stream(message.path("items").spliterator(), false)
                .filter(one -> one.path("id").asText().equals(id.toString()))
                .map(one -> one.path("health").path("observed_status").asText())
                .findFirst()
                .orElse("");
    }

    private static List<String> ids(JsonNode message) {
        return StreamSupport.stream(message.path("items").spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }
}

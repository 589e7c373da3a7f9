package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.YUNITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YuniteTest {
    private static final String LINKS = "/yunite/api/v3/guild/900000000000000001/registration/links";
    private static TestSandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void a_look_up_sorts_users_into_linked_not_linked_and_not_found() {
        var request = new JsonObject()
                .put("type", "DISCORD")
                .put(
                        "userIds",
                        new JsonArray()
                                .add("200000000000000001")
                                .add("200000000000000004")
                                .add("299999999999999999"));

        JsonObject answer = sandbox.post(LINKS, request, YUNITE).json();

        JsonObject user = answer.getJsonArray("users").getJsonObject(0);
        assertThat(user.getJsonObject("discord").getString("id")).isEqualTo("200000000000000001");
        assertThat(user.getJsonObject("epic").getString("epicID")).hasSize(32);
        assertThat(answer.getJsonArray("notLinked")).containsExactly("200000000000000004");
        assertThat(answer.getJsonArray("notFound")).containsExactly("299999999999999999");
    }

    @Test
    void a_look_up_works_by_epic_id_too() {
        var request = new JsonObject()
                .put("type", "EPIC")
                .put("userIds", new JsonArray().add("0a1b2c3d4e5f60718293a4b5c6d7e8f2"));

        JsonObject answer = sandbox.post(LINKS, request, YUNITE).json();

        assertThat(answer.getJsonArray("users")
                        .getJsonObject(0)
                        .getJsonObject("discord")
                        .getString("name"))
                .isEqualTo("ben");
    }

    @Test
    void the_application_itself_is_a_cheap_way_to_see_whether_yunite_is_there() {
        assertThat(sandbox.get("/yunite/api/v3/app", YUNITE).status()).isEqualTo(200);
        assertThat(sandbox.get("/yunite/api/v3/app").status()).isEqualTo(401);
        assertThat(sandbox.get("/yunite/api/v3/app", "Y-Api-Token: wrong").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "900000000000000001 | {'type': 'STEAM', 'userIds': []}          | 400",
                "900000000000000001 | {'type': 'DISCORD'}                       | 400",
                "900000000000000001 | {'type': 'DISCORD', 'userIds': [5]}       | 400",
                "900000000000000001 | {'type': 'DISCORD', 'userIds': ['me']}    | 400",
                "900000000000000001 | [1]                                       | 400",
                "900000000000000001 | {                                         | 400",
                "one                | {'type': 'DISCORD', 'userIds': []}        | 400",
                "900000000000000002 | {'type': 'DISCORD', 'userIds': []}        | 402",
                "900000000000000003 | {'type': 'DISCORD', 'userIds': []}        | 403"
            })
    void a_wrong_look_up_gets_the_published_status(String guild, String body, int status) {
        var answer = sandbox.send(
                "POST", "/yunite/api/v3/guild/" + guild + "/registration/links", body.replace('\'', '"'), YUNITE);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getInteger("status")).isEqualTo(status);
        assertThat(answer.json().getString("message")).isNotBlank();
    }

    @Test
    void an_unknown_route_is_not_found_in_yunites_style() {
        var answer = sandbox.get("/yunite/api/v3/nothing", YUNITE);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("message")).isEqualTo("Route not found");
    }
}

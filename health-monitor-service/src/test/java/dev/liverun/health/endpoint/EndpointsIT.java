package dev.liverun.health.endpoint;

import static dev.liverun.health.testing.Integrations.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.EventType;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.EndpointChanged;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointRemoved;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.KafkaTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = HealthInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestAuthResource.class, scope = TestResourceScope.GLOBAL)
class EndpointsIT {

    /** Nothing listens there. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    @Test
    void an_integration_is_registered_with_defaults_for_what_is_left_out() {
        var name = name();

        var id = create("""
                {"name": "%s", "base_url": "%s/api"}
                """.formatted(name, NOWHERE))
                .statusCode(201)
                .header("Location", startsWith(PATH + "/"))
                .header("ETag", equalTo("\"1\""))
                .extract()
                .path("id")
                .toString();

        get(id).body("name", equalTo(name))
                .body("health_check_url", equalTo(NOWHERE + "/api"))
                .body("auth_type", equalTo("NONE"))
                .body("rate_limit_per_minute", equalTo(60))
                .body("timeout_seconds", equalTo(10))
                .body("retry_attempts", equalTo(2))
                .body("enabled", equalTo(true))
                .body("check_interval_seconds", equalTo(30))
                .body("health_check.method", equalTo("GET"))
                .body("confirmation.fall.checks", equalTo(2))
                .body("version", equalTo(1))
                .body("removed_at", nullValue());
    }

    @Test
    void a_patch_changes_what_it_names_and_null_returns_to_the_default() {
        var id = create("""
                {"name": "%s", "base_url": "%s", "health_check_url": "%s/health", "timeout_seconds": 20,
                 "tags": ["b", "a"], "health_check": {"method": "POST", "body": "{}", "degraded_after_ms": 500}}
                """.formatted(name(), NOWHERE, NOWHERE))
                .extract()
                .path("id")
                .toString();

        patch(id, "\"1\"", """
                {"base_url": "http://127.0.0.1:9/v2", "timeout_seconds": null, "health_check": {"degraded_after_ms": 700}}
                """)
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("base_url", equalTo("http://127.0.0.1:9/v2"))
                .body("health_check_url", equalTo("http://127.0.0.1:9/v2/health"))
                .body("timeout_seconds", equalTo(10))
                .body("tags", contains("a", "b"))
                .body("health_check.method", equalTo("POST"))
                .body("health_check.degraded_after_ms", equalTo(700));
    }

    @Test
    void a_change_of_nothing_is_no_new_version() {
        var id = created();

        patch(id, "\"1\"", "{\"retry_attempts\": 2}").statusCode(200).header("ETag", equalTo("\"1\""));
    }

    @Test
    void a_change_needs_the_version_that_was_read() {
        var id = created();

        patch(id, null, "{\"enabled\": false}").statusCode(428);
        patch(id, "\"1\"", "{\"enabled\": false}").statusCode(200);
        patch(id, "\"1\"", "{\"enabled\": true}").statusCode(412).body("current_version", equalTo(2));
        get(id).body("enabled", equalTo(false));
    }

    @Test
    void replacing_returns_what_is_left_out_to_its_default() {
        var id = created();

        Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"%s\", \"base_url\": \"%s\", \"retry_attempts\": 0}".formatted(name(), NOWHERE))
                .put(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("retry_attempts", equalTo(0))
                .body("version", equalTo(2));
    }

    @Test
    void a_name_is_in_use_in_upper_and_lower_case_until_its_integration_is_removed() {
        var name = name();
        var first = create("{\"name\": \"%s\", \"base_url\": \"%s\"}".formatted(name, NOWHERE))
                .extract()
                .path("id")
                .toString();
        var again = "{\"name\": \"%s\", \"base_url\": \"%s\"}".formatted(name.toUpperCase(), NOWHERE);

        create(again)
                .statusCode(409)
                .body("type", equalTo("https://liverun.dev/problems/name-in-use"))
                .body("violations[0].field", equalTo("name"));
        delete(first).statusCode(204);
        create(again).statusCode(201);
    }

    @Test
    void a_removed_integration_is_gone_from_lists_and_keeps_its_history() {
        var name = name();
        var id = create("{\"name\": \"%s\", \"base_url\": \"%s\"}".formatted(name, NOWHERE))
                .extract()
                .path("id")
                .toString();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> get(id).body("health.status", equalTo("UNHEALTHY")));

        delete(id).statusCode(204);

        Tokens.as(Roles.VIEWER).get(PATH + "/" + id).then().statusCode(404);
        list("name=" + name).body("items", equalTo(java.util.List.of()));
        list("removed=true&name=" + name).body("items.id", contains(id)).body("items[0].removed_at", notNullValue());
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health/history")
                .then()
                .statusCode(200)
                .body("items[0].status", equalTo("UNHEALTHY"));
    }

    @Test
    void the_list_is_paged_by_name_and_filtered() {
        var tag = "t" + UUID.randomUUID();
        var names = new String[] {"A" + name(), "b" + name(), "C" + name()};
        for (var name : names) {
            create("{\"name\": \"%s\", \"base_url\": \"%s\", \"tags\": [\"%s\"]}".formatted(name, NOWHERE, tag))
                    .statusCode(201);
        }

        var cursor = list("limit=2&tag=" + tag)
                .body("items.name", contains(names[0], names[1]))
                .header("Link", notNullValue())
                .extract()
                .path("next_cursor")
                .toString();

        list("limit=2&tag=" + tag + "&cursor=" + cursor)
                .body("items.name", contains(names[2]))
                .body("next_cursor", nullValue());
    }

    @Test
    void the_same_idempotency_key_registers_once() {
        var body = "{\"name\": \"%s\", \"base_url\": \"%s\"}".formatted(name(), NOWHERE);
        var key = UUID.randomUUID().toString();

        var first =
                createWithKey(key, body).statusCode(201).extract().path("id").toString();

        createWithKey(key, body).statusCode(201).body("id", equalTo(first));
    }

    @Test
    void presets_register_the_five_integrations() {
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/presets")
                .then()
                .statusCode(200)
                .body("items.name", contains("yunite", "discord", "banano", "wallet", "admin"))
                .body("items[0].base_url", equalTo("https://yunite.xyz"))
                .body("items[3].base_url", equalTo("http://127.0.0.1:9/wallet"));

        var name = name();
        preset("banano", "{\"name\": \"%s\", \"base_url\": \"%s/banano/\"}".formatted(name, NOWHERE))
                .statusCode(201)
                .body("health_check.method", equalTo("POST"))
                .body("health_check.body", equalTo("{\"action\":\"block_count\"}"))
                .body("auth_type", equalTo("NONE"));
        preset(
                        "discord",
                        "{\"name\": \"d%s\", \"base_url\": \"%s\", \"credential\": \"mine\"}".formatted(name, NOWHERE))
                .statusCode(201)
                .body("health_check_url", equalTo(NOWHERE + "/api/v10/gateway"))
                .body("token_url", equalTo(NOWHERE + "/api/v10/oauth2/token"))
                .body("credential", equalTo("mine"));
        preset("admin", "{}").statusCode(400).body("violations[0].field", equalTo("base_url"));
        preset("nothing", "{}").statusCode(404);
    }

    @Test
    void every_change_is_published_in_order_and_audited() {
        var id = created();
        patch(id, "\"1\"", "{\"enabled\": false}").statusCode(200);
        delete(id).statusCode(204);

        try (var kafka = new KafkaTopics()) {
            var events = await().atMost(Duration.ofSeconds(30))
                    .until(() -> kafka.about(Topic.ENDPOINTS, UUID.fromString(id)), found -> found.size() == 3);

            assertThat(events)
                    .extracting(event -> event.type())
                    .containsExactly(
                            EventType.ENDPOINT_REGISTERED, EventType.ENDPOINT_CHANGED, EventType.ENDPOINT_REMOVED);
            assertThat(events).extracting(event -> event.sequence()).containsExactly(1L, 2L, 3L);
            assertThat(((EndpointRegistered) events.get(0).data()).endpoint().version())
                    .isEqualTo(1);
            assertThat(((EndpointChanged) events.get(1).data()).endpoint().enabled())
                    .isFalse();
            assertThat(((EndpointRemoved) events.get(2).data()).endpoint().removed())
                    .isTrue();
        }
        Tokens.as(Roles.OPERATOR)
                .queryParam("target_id", id)
                .get("/api/v1/operations/health-monitor/audit")
                .then()
                .statusCode(200)
                .body("items.action", contains("endpoint.removed", "endpoint.changed", "endpoint.registered"));
    }

    @Test
    void the_health_beside_a_definition_is_never_answered_from_a_cache() {
        var id = created();

        Tokens.as(Roles.VIEWER)
                .header("If-None-Match", "\"1\"")
                .get(PATH + "/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void the_board_shows_all_integrations_with_totals() {
        var name = "0" + name();
        create("{\"name\": \"%s\", \"base_url\": \"%s\"}".formatted(name, NOWHERE))
                .statusCode(201);

        Tokens.as(Roles.VIEWER)
                .get("/api/v1/health-board")
                .then()
                .statusCode(200)
                .body("items.name", hasItem(name))
                .body("totals.size()", equalTo(5))
                .body("items[0]", not(nullValue()));
        Tokens.as(Roles.VIEWER)
                .get("/api/v1/health-board?limit=1")
                .then()
                .body("items.size()", equalTo(1))
                .body("next_cursor", notNullValue());
    }

    private static String name() {
        return "endpoint-" + UUID.randomUUID();
    }

    private static String created() {
        return create("{\"name\": \"%s\", \"base_url\": \"%s\"}".formatted(name(), NOWHERE))
                .statusCode(201)
                .extract()
                .path("id")
                .toString();
    }

    private static ValidatableResponse create(String body) {
        return Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH)
                .then();
    }

    private static ValidatableResponse createWithKey(String key, String body) {
        return Tokens.as(Roles.OPERATOR)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH)
                .then();
    }

    private static ValidatableResponse preset(String preset, String body) {
        return Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH + "/presets/" + preset)
                .then();
    }

    private static ValidatableResponse get(String id) {
        return Tokens.as(Roles.VIEWER).get(PATH + "/" + id).then().statusCode(200);
    }

    private static ValidatableResponse list(String query) {
        return Tokens.as(Roles.VIEWER).get(PATH + "?" + query).then().statusCode(200);
    }

    private static ValidatableResponse patch(String id, String ifMatch, String body) {
        var request = Tokens.as(Roles.OPERATOR)
                .contentType("application/merge-patch+json")
                .body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.patch(PATH + "/" + id).then();
    }

    private static ValidatableResponse delete(String id) {
        return Tokens.as(Roles.OPERATOR)
                .header("If-Match", "*")
                .delete(PATH + "/" + id)
                .then();
    }
}

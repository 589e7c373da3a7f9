package dev.liverun.health.testing;

import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** What people do with integrations, over the API. */
public final class Integrations {

    public static final String PATH = "/api/v1/integrations";

    private Integrations() {}

    /** Registers under a name of its own; it is checked when somebody asks, and hardly ever else. */
    public static UUID register(String baseUrl, Map<String, Object> differing) {
        Map<String, Object> request = new HashMap<>();
        request.put("name", "target " + UUID.randomUUID());
        request.put("base_url", baseUrl);
        request.put("rate_limit_per_minute", 60_000);
        request.put("timeout_seconds", 20);
        request.put("retry_attempts", 0);
        request.put("check_interval_seconds", 3600);
        request.putAll(differing);
        return UUID.fromString(Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(request)
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** The same, once its first check, which comes by itself, is recorded. */
    public static UUID registerChecked(String baseUrl, Map<String, Object> differing) {
        var id = register(baseUrl, differing);
        awaitHealth(id, health -> health.get("checked_at") != null);
        return id;
    }

    /** A check on request: the answer's JSON. */
    public static JsonPath check(UUID id) {
        return Tokens.as(Roles.TESTER)
                .post(PATH + "/" + id + "/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** {@code health} of the integration, once it is as wanted. */
    public static JsonPath awaitHealth(UUID id, Predicate<JsonPath> wanted) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> Tokens.as(Roles.VIEWER)
                                .get(PATH + "/" + id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .setRootPath("health"),
                        wanted);
    }
}

package dev.liverun.session.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The API as testers use it. Every test has testers of its own, so that tests do not meet each other's sessions. */
public final class Api {

    public static final String SESSIONS = "/api/v1/sessions";
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private Api() {}

    /** A name that nobody else uses in this run. */
    public static String unique(String name) {
        return name + "-" + RUN + "-" + COUNTER.incrementAndGet();
    }

    public static RequestSpecification as(String tester) {
        return Tokens.as(Roles.TESTER, tester).contentType("application/json");
    }

    public static RequestSpecification viewer() {
        return Tokens.as(Roles.VIEWER, "viewer-1");
    }

    /** A CREATED session's id. */
    public static UUID created(String tester, String configurationJson) {
        var answer = as(tester)
                .body("{\"name\": \"%s\", \"configuration\": %s}".formatted(unique("session"), configurationJson))
                .post(SESSIONS);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return UUID.fromString(answer.path("id"));
    }

    /** An ACTIVE session's id. */
    public static UUID started(String tester, String configurationJson) {
        var id = created(tester, configurationJson);
        ok(transition(tester, id, "start"));
        return id;
    }

    public static Response transition(String tester, UUID id, String transition) {
        return as(tester).post(SESSIONS + "/" + id + "/" + transition);
    }

    public static JsonPath session(UUID id) {
        return get("/sessions/" + id);
    }

    public static JsonPath get(String path) {
        return get(path, Map.of());
    }

    public static JsonPath get(String path, Map<String, ?> query) {
        return ok(viewer().queryParams(query).get("/api/v1" + path)).jsonPath();
    }

    public static Response ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
        return answer;
    }
}

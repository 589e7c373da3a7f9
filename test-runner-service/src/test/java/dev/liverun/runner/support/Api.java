package dev.liverun.runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** The API as people use it. */
public final class Api {

    public static final String BASE = "/api/v1";

    private Api() {}

    public static RequestSpecification as(String tester) {
        return Tokens.as(Roles.TESTER, tester).contentType("application/json");
    }

    public static RequestSpecification viewer() {
        return Tokens.as(Roles.VIEWER, "viewer-1");
    }

    /** The workflow's name. */
    public static String workflow(String document) {
        var answer = as("author").body(Map.of("document", document)).post(BASE + "/workflows");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("name");
    }

    /** The name of a workflow that several tests use. */
    public static String known(String document) {
        var answer = as("author").body(Map.of("document", document)).post(BASE + "/workflows");
        assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 409);
        return document.lines()
                .filter(line -> line.startsWith("name: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
    }

    public static Response test(String tester, UUID session, UUID endpoint, String workflow) {
        return test(tester, session, endpoint, workflow, Map.of());
    }

    public static Response test(
            String tester, UUID session, UUID endpoint, String workflow, Map<String, Object> testData) {
        return as(tester)
                .header("Prefer", "wait=20")
                .body(Map.of("endpoint_id", endpoint, "test_name", workflow, "test_data", testData))
                .post(BASE + "/sessions/" + session + "/results");
    }

    /** A result that came at once. */
    public static JsonPath result(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath();
    }

    public static JsonPath get(String path) {
        var answer = viewer().get(BASE + path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}

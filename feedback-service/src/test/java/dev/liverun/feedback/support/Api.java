package dev.liverun.feedback.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The API as testers use it. */
public final class Api {

    public static final String FEEDBACK = "/api/v1/feedback";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Api() {}

    /** A name that nobody else uses in this run. */
    public static String unique(String name) {
        return name + "-" + COUNTER.incrementAndGet();
    }

    public static RequestSpecification as(String tester) {
        return Tokens.as(Roles.TESTER, tester).contentType("application/json");
    }

    /** Ada's report in this session. */
    public static UUID filed(UUID session, String title) {
        return filed(session, Map.of("title", title));
    }

    public static UUID filed(UUID session, Map<String, ?> different) {
        return UUID.fromString(
                ok(as("ada").body(report(session, different)).post(FEEDBACK)).path("id"));
    }

    public static Map<String, Object> report(UUID session, Map<String, ?> different) {
        var report = new java.util.HashMap<String, Object>(Map.of(
                "session_id", session.toString(),
                "title", "Payment arrives twice",
                "description", "Sent once, arrived twice.",
                "category", "INTEGRATION"));
        report.putAll(different);
        return report;
    }

    public static Response change(UUID id, Map<String, ?> change) {
        return ok(as("ada").header("If-Match", "*").body(change).patch(FEEDBACK + "/" + id));
    }

    public static JsonPath get(UUID id) {
        return get("/feedback/" + id);
    }

    public static JsonPath get(String path) {
        return ok(Tokens.as(Roles.VIEWER).urlEncodingEnabled(false).get("/api/v1" + path))
                .jsonPath();
    }

    public static Response ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
        return answer;
    }
}

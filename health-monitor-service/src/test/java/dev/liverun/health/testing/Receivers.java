package dev.liverun.health.testing;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Who is told of alarms, over the API. */
public final class Receivers {

    private static final String PATH = "/api/v1/alarm-receivers";

    private Receivers() {}

    /** Adds one; its id. A WEBHOOK is signed with the tests' secret. */
    public static String add(String format, String url) {
        Map<String, Object> receiver = new HashMap<>();
        receiver.put("name", "receiver " + UUID.randomUUID());
        receiver.put("format", format);
        receiver.put("url", url);
        if (format.equals("WEBHOOK")) {
            receiver.put("credential", "target");
        }
        return Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(receiver)
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static void remove(String receiver) {
        Tokens.as(Roles.OPERATOR)
                .header("If-Match", "\"1\"")
                .delete(PATH + "/" + receiver)
                .then()
                .statusCode(204);
    }
}

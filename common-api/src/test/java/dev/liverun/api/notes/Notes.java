package dev.liverun.api.notes;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;

/** Short words for tests. */
final class Notes {

    static final String PATH = "/api/v1/notes";

    private Notes() {}

    static String uniqueTitle() {
        return "note " + UUID.randomUUID();
    }

    static String body(String title) {
        return "{\"title\": \"" + title + "\"}";
    }

    static Response create(String title) {
        return Tokens.as(Roles.TESTER, "ada")
                .contentType(ContentType.JSON)
                .body(body(title))
                .post(PATH);
    }

    static Response createWithKey(String subject, String key, String body) {
        return Tokens.as(Roles.TESTER, subject)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH);
    }

    /** Where a new note is. */
    static String given() {
        return create(uniqueTitle()).then().statusCode(201).extract().header("Location");
    }

    static Response rename(String location, String ifMatch, String title) {
        var request =
                Tokens.as(Roles.TESTER, "ada").contentType(ContentType.JSON).body(body(title));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.patch(location);
    }
}

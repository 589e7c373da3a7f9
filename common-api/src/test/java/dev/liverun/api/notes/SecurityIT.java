package dev.liverun.api.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.RoleMatrix;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SecurityIT {

    @Test
    void everyRouteIsForWhomItIsMeant() {
        matrix().verify();
    }

    @Test
    void aRouteThatNobodyDecidedOnFailsTheMatrix() {
        assertThatThrownBy(() -> new RoleMatrix().allowOperations().verify())
                .hasMessageContaining("POST /notes exists, and nobody has written down who may call it");
    }

    @Test
    void aWrongDecisionFailsTheMatrix() {
        assertThatThrownBy(() -> matrix().allow(Roles.VIEWER, "POST /notes").verify())
                .hasMessageContaining("POST /notes as viewer was refused (403)");
    }

    @Test
    void aMethodWithoutADecisionIsRefusedToEveryone() {
        Tokens.as(Roles.ADMIN).get("/api/v1/undecided").then().statusCode(403);
    }

    @Test
    void anExpiredTokenIsRefusedAndSaysSo() {
        var answer = given().auth()
                .oauth2(Tokens.expired(Roles.ADMIN, Duration.ofMinutes(5)))
                .get(Notes.PATH);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("https://liverun.dev/problems/unauthenticated");
    }

    @Test
    void aForgedTokenIsRefused() {
        var token = Tokens.of(Roles.VIEWER);
        var parts = token.split("\\.");
        var other = Tokens.of(Roles.ADMIN).split("\\.");
        given().auth()
                .oauth2(parts[0] + "." + other[1] + "." + parts[2])
                .get(Notes.PATH)
                .then()
                .statusCode(401);
        given().auth().oauth2("nonsense").get(Notes.PATH).then().statusCode(401);
    }

    @Test
    void noTokenIsAskedForOne() {
        var answer = given().get(Notes.PATH);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void whereNobodyHasToSignInTheCallerIsKnownIfTheyDo() {
        given().get("/api/v1/failures/caller").then().statusCode(200).body(equalTo("anonymous anonymous"));
        Tokens.as(Roles.TESTER, "ada")
                .get("/api/v1/failures/caller")
                .then()
                .statusCode(200)
                .body(equalTo("ada Test ada"));
        given().auth().oauth2("nonsense").get("/api/v1/failures/caller").then().statusCode(401);
    }

    @Test
    void healthAndMetricsAreNotOnThePublicPort() {
        given().get("/q/health").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }

    private static RoleMatrix matrix() {
        return new RoleMatrix()
                .allow(Roles.VIEWER, "GET /notes", "GET /notes/{id}", "GET /notes/export")
                .allow(Roles.TESTER, "POST /notes", "POST /notes/fast", "PATCH /notes/{id}", "POST /notes/{id}/close")
                .allowOperations();
    }
}

package dev.liverun.api.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.BadInput;
import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = NotesInfra.class, scope = TestResourceScope.GLOBAL)
// The services' tests verify with a key in a file; here it comes from a key set, as with an identity provider.
@WithTestResource(
        value = TestAuthResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "keys", value = "jwks"))
class ProblemsIT {

    private static final String VALID = """
            {"title": "t", "amount": 0.1, "session_id": "0192f7a0-0000-7000-8000-000000000000", "first_status": "OPEN",
             "retry_attempts": 3, "checked_at": "2026-01-31T12:00:00Z", "pinned": true,
             "steps": [{"base_url": "http://a", "timeout_seconds": 3}], "short_labels": {"k": "v"}}
            """;

    @Inject
    Pool pool;

    @ConfigProperty(name = "notes.relay.control")
    int relay;

    @Test
    void badInputIsNamedAndChangesNothing() {
        new BadInput(() -> Tokens.as(Roles.TESTER, "ada"))
                .unchanged(this::notesAndAudit)
                .body("POST", "/notes", VALID)
                .usual()
                .without("title")
                .violates("title")
                .with("title", "\" \"")
                .violates("title")
                .with("title", "17")
                .violates("title")
                .with("title", "\"" + "x".repeat(201) + "\"")
                .violates("title")
                .with("title", "{}")
                .violates("title")
                .with("amount", "\"0.1\"")
                .violates("amount")
                .with("session_id", "\"17\"")
                .violates("session_id")
                .with("session_id", "\"\"")
                .violates("session_id")
                .with("session_id", "17")
                .violates("session_id")
                .with("first_status", "\"SHUT\"")
                .violates("first_status")
                .with("first_status", "0")
                .violates("first_status")
                .with("retry_attempts", "11")
                .violates("retry_attempts")
                .with("retry_attempts", "1.5")
                .violates("retry_attempts")
                .with("retry_attempts", "\"3\"")
                .violates("retry_attempts")
                .with("retry_attempts", "99999999999")
                .violates("retry_attempts")
                .with("checked_at", "\"2999-01-31T12:00:00Z\"")
                .violates("checked_at")
                .with("checked_at", "1769860800")
                .violates("checked_at")
                .with("checked_at", "\"yesterday\"")
                .violates("checked_at")
                .with("pinned", "\"true\"")
                .violates("pinned")
                .with("pinned", "1")
                .violates("pinned")
                .with("steps", "{}")
                .violates("steps")
                .with("steps", "[null]")
                .violates("steps[0]")
                .with(
                        "steps",
                        "[{\"base_url\": \"a\", \"timeout_seconds\": 1}, {\"base_url\": \" \", \"timeout_seconds\": 1}]")
                .violates("steps[1].base_url")
                .with("steps", "[{\"base_url\": \"a\", \"timeout_seconds\": null}]")
                .violates("steps[0].timeout_seconds")
                .with("steps", "[{\"base_url\": \"a\", \"timeout_seconds\": 1, \"colour\": 1}]")
                .violates("steps[0].colour")
                .with("short_labels", "{\"k\": \"long\"}")
                .violates("short_labels.k")
                .instead("{\"retry_attempts\": -1, \"steps\": [{\"base_url\": \"\", \"timeout_seconds\": 1}]}")
                .violates("title", "retry_attempts", "steps[0].base_url")
                .instead("{\"title\": 1, \"colour\": 2, \"retry_attempts\": 11, \"pinned\": \"no\","
                        + " \"steps\": [{\"base_url\": 3, \"timeout_seconds\": \"4\"}, 5]}")
                .violates(
                        "title",
                        "colour",
                        "retry_attempts",
                        "pinned",
                        "steps[0].base_url",
                        "steps[0].timeout_seconds",
                        "steps[1]")
                .request("GET", "/notes?limit=0")
                .violates("limit")
                .request("GET", "/notes?limit=201")
                .violates("limit")
                .request("GET", "/notes?limit=many")
                .violates("limit")
                .request("GET", "/notes?cursor=AAAA")
                .violates("cursor")
                .request("GET", "/notes?status=SHUT")
                .violates("status")
                .request("GET", "/notes/17")
                .violates("id")
                .request("GET", "/notes/1-1-1-1-1")
                .violates("id")
                .request("GET", "/notes/" + UUID.randomUUID())
                .is(404, "not-found")
                .request("GET", "/no-such-route")
                .is(404, "not-found")
                .request("DELETE", "/notes")
                .is(405, "method-not-allowed")
                .verify();
    }

    @ParameterizedTest
    @CsvSource({"number=1.5, number", "flag=yes, flag", "status=open, status", "from=today, from", "wait=5s, wait"})
    void aParameterOfTheWrongTypeIsNamed(String query, String field) {
        var problem = problem(given().get("/api/v1/failures/parameters/" + UUID.randomUUID() + "?" + query), 400);
        assertThat(problem.jsonPath().getString("violations[0].field")).isEqualTo(field);
    }

    @Test
    void anEnumViolationListsTheLegalValues() {
        var problem = problem(given().get("/api/v1/failures/parameters/" + UUID.randomUUID() + "?status=SHUT"), 400);
        assertThat(problem.jsonPath().getString("violations[0].message")).isEqualTo("must be one of OPEN, CLOSED");
    }

    @Test
    void anUnknownFieldIsToldTheKnownOnes() {
        var problem = problem(Notes.create("a\", \"colour\": \"red"), 400);
        assertThat(problem.jsonPath().getString("violations[0].message"))
                .contains("retry_attempts")
                .contains("title")
                .doesNotContain("retryAttempts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unexpected", "error", "own-json"})
    void whatNobodyExpectedSaysNothing(String kind) {
        var problem = problem(given().get("/api/v1/failures/" + kind), 500);
        assertThat(problem.jsonPath().getString("type")).isEqualTo("https://liverun.dev/problems/internal-error");
        assertThat(problem.asString())
                .doesNotContain("hunter2")
                .doesNotContain("java")
                .doesNotContain("Exception");
    }

    @Test
    void anUnknownReferenceNamesItsField() {
        var problem = problem(given().get("/api/v1/failures/reference"), 422);
        assertThat(problem.jsonPath().getString("violations[0].field")).isEqualTo("session_id");
    }

    @Test
    void aConflictKeepsItsOwnTypeAndMembers() {
        var location = Notes.given();
        Tokens.as(Roles.TESTER, "ada").post(location + "/close").then().statusCode(200);
        var problem = problem(Tokens.as(Roles.TESTER, "ada").post(location + "/close"), 409);
        assertThat(problem.jsonPath().getString("type")).isEqualTo("https://liverun.dev/problems/illegal-transition");
        assertThat(problem.jsonPath().getList("legal_transitions")).isEmpty();
        assertThat(problem.jsonPath().getString("instance")).isEqualTo(location + "/close");
    }

    @Test
    void aNamedConstraintBecomesItsProblem() {
        var title = Notes.uniqueTitle();
        Notes.create(title).then().statusCode(201);
        var problem = problem(Notes.create(title), 409);
        assertThat(problem.jsonPath().getString("type")).isEqualTo("https://liverun.dev/problems/title-in-use");
    }

    @Test
    void aCharacterThatTheDatabaseCannotKeepIsRefused() {
        problem(Notes.create("a\\u0000b"), 422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into notes values (gen_random_uuid(), 'x', 'SHUT', 'a', null, now(), 0) | 422 | unprocessable",
                "insert into notes values (null, 'x', 'OPEN', 'a', null, now(), 0)             | 422 | unprocessable",
                "do 'begin raise exception using errcode = ''40001''; end'                      | 503 | concurrent-change",
                "do 'begin raise exception using errcode = ''57P03''; end'                      | 503 | database-unavailable",
                "do 'begin raise exception using errcode = ''23P01''; end'                      | 409 | conflict",
                "do 'begin raise exception using errcode = ''23503''; end'                      | 422 | unprocessable",
                "select secret from nowhere                                                    | 500 | internal-error",
            })
    void whatTheDatabaseRefusesIsAProblem(String statement, int status, String slug) {
        var problem = problem(given().queryParam("statement", statement).get("/api/v1/failures/sql"), status);
        assertThat(problem.jsonPath().getString("type")).isEqualTo("https://liverun.dev/problems/" + slug);
        assertThat(problem.asString()).doesNotContain("nowhere");
        assertThat(problem.header("Retry-After")).matches(seconds -> (seconds != null) == (status == 503));
    }

    @Test
    void whileTheDatabaseIsAwayTheAnswerIsTryAgainLater() {
        Relay.tell(relay, false);
        try {
            var problem = problem(given().get("/api/v1/failures/database"), 503);
            assertThat(problem.jsonPath().getString("type"))
                    .isEqualTo("https://liverun.dev/problems/database-unavailable");
            assertThat(problem.header("Retry-After")).isEqualTo("5");
            problem(Notes.create(Notes.uniqueTitle()), 503);
        } finally {
            Relay.tell(relay, true);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/api/v1/failures/database").statusCode() == 200);
    }

    @Test
    void nothingAcceptableIs406() {
        problem(given().accept("application/pdf").get("/api/v1/failures/plain"), 406);
    }

    @Test
    void anAddressOutsideTheApiIsAProblemToo() {
        problem(given().get("/nowhere"), 404);
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoWithoutALength() throws IOException {
        var answer = chunked("/notes", "application/json", " ".repeat(65_536), 40);
        assertThat(answer).startsWith("HTTP/1.1 413").contains("https://liverun.dev/problems/body-too-large");
    }

    @Test
    void aBodyWithoutALengthIsRead() throws IOException {
        assertThat(chunked("/failures/text", "text/plain", "hello ", 3))
                .startsWith("HTTP/1.1 200")
                .endsWith("18");
        assertThat(chunked("/notes", "application/json", "{} ", 1))
                .startsWith("HTTP/1.1 400")
                .contains("\"title\"");
        assertThat(chunked("/notes", "application/json", " ", 1))
                .startsWith("HTTP/1.1 400")
                .contains("\"body\"");
    }

    private static String chunked(String path, String type, String chunk, int times) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(("POST /api/v1" + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + type + "\r\n"
                            + "Authorization: Bearer " + Tokens.of(Roles.TESTER) + "\r\n"
                            + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            try {
                for (int i = 0; i < times; i++) {
                    out.write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The server may hang up while we are still sending.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Response problem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("correlation_id"))
                .isNotBlank()
                .isEqualTo(answer.header("X-Correlation-Id"));
        return answer;
    }

    private String notesAndAudit() {
        var row = pool.query("select (select count(*) from notes), (select count(*) from audit_log),"
                        + " (select count(*) from idempotency_keys)")
                .executeAndAwait()
                .iterator()
                .next();
        return row.getLong(0) + " notes, " + row.getLong(1) + " audit entries, " + row.getLong(2) + " keys";
    }
}

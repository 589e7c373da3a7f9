package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.BadInput;
import dev.liverun.api.testing.Tokens;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadInputIT {

    /** Workflows that come with the service. */
    private static final int CATALOGUE = 5;

    @Inject
    World world;

    @Inject
    Rows rows;

    @Test
    void whatIsWrongIsNamedAndNothingIsWritten() {
        // The catalogue is filled while the service starts.
        world.eventually("select count(*) / $1 from workflows where origin = 'CATALOGUE'", CATALOGUE);
        var workflow = Api.known("""
                liverun: 1
                name: needs-data
                vars: {who: , how: fast}
                steps: [{name: look, request: {method: GET, url: "/${who}/${how}"}}]
                """);
        var session = world.session(Map.of());
        var endpoint = world.endpoint(TargetService.baseUrl());
        var unknown = UUID.randomUUID();
        var test = """
                {"endpoint_id": "%s", "test_name": "%s", "test_data": {"who": "ada"}}""".formatted(endpoint, workflow);
        new BadInput(() -> Tokens.as(Roles.TESTER, ADA))
                .unchanged(() -> rows.count("select (select count(*) from runs) + (select count(*) from test_results)"
                        + " + (select count(*) from workflows) + (select count(*) from audit_log)"
                        + " + (select count(*) from idempotency_keys)"))
                .body("POST", "/sessions/" + session + "/results", test)
                .with("endpoint_id", "\"17\"")
                .violates("endpoint_id")
                .with("endpoint_id", "17")
                .violates("endpoint_id")
                .with("endpoint_id", "\"" + unknown + "\"")
                .is(422, "unknown-reference", "endpoint_id")
                .without("endpoint_id")
                .violates("endpoint_id")
                .with("integration", "\"banano\"")
                .violates("endpoint_id")
                .with("test_name", "\"no-such-test\"")
                .is(422, "unknown-reference", "test_name")
                .with("test_name", "\"\"")
                .violates("test_name")
                .with("test_name", "7")
                .violates("test_name")
                .with("test_name", "\"" + "x".repeat(101) + "\"")
                .violates("test_name")
                .without("test_name")
                .violates("test_name")
                .without("test_data")
                .violates("test_data.who")
                .with("test_data", "[]")
                .violates("test_data")
                .with("test_data", "{\"who\": 1, \"whom\": 2}")
                .violates("test_data.whom")
                .usual()
                .body("POST", "/sessions/" + unknown + "/results", test)
                .instead(test)
                .is(404, "not-found")
                .body("POST", "/sessions/17/results", test)
                .instead(test)
                .violates("id")
                .body("POST", "/sessions/" + session + "/results", test)
                .header("Prefer", "wait=soon")
                .instead(test)
                .violates("Prefer")
                .body("POST", "/sessions/" + session + "/results", test)
                .header("Idempotency-Key", "with spaces")
                .instead(test)
                .violates("Idempotency-Key")
                .body("POST", "/sessions/" + session + "/runs", "{\"tests\": [" + test + "]}")
                .with("tests", "[]")
                .violates("tests")
                .with("tests", "null")
                .violates("tests")
                .with("tests", "[null]")
                .violates("tests[0]")
                .with("tests", "[{\"endpoint_id\": \"" + endpoint + "\"}]")
                .violates("tests[0].test_name")
                .with("tests", "[{\"integration\": \"nobody\", \"test_name\": \"" + workflow + "\"}]")
                .is(422, "unknown-reference", "tests[0].integration")
                .with("parallel", "0")
                .violates("parallel")
                .with("parallel", "51")
                .violates("parallel")
                .with("deadline_seconds", "0")
                .violates("deadline_seconds")
                .with("matrix", "{}")
                .violates("matrix.test_names", "matrix.endpoint_ids")
                .with("confirmation", "\"made up\"")
                .is(409, "confirmation-stale")
                .usual()
                .body("POST", "/sessions/" + session + "/runs/preview", "{\"tests\": [" + test + "]}")
                .with("tests", "[]")
                .violates("tests")
                .with("tests", "[{\"endpoint_id\": \"" + endpoint + "\"}]")
                .violates("tests[0].test_name")
                .body(
                        "POST",
                        "/workflows/import",
                        "{\"format\": \"CURL\", \"name\": \"a\", \"content\": \"curl http://a/\"}")
                .with("format", "\"SOAP\"")
                .violates("format")
                .with("name", "\"A b\"")
                .violates("name")
                .with("content", "\"no curl\"")
                .violates("content")
                .without("content")
                .violates("content")
                .body(
                        "PUT",
                        "/results/" + unknown + "/failure-class",
                        "{\"failure_class\": \"AUTH\", \"reason\": \"a\"}")
                .with("failure_class", "\"NOBODY\"")
                .violates("failure_class")
                .without("reason")
                .violates("reason")
                .body("POST", "/runs/" + unknown + "/questions/" + unknown + "/answer", "{\"answer\": \"yes\"}")
                .with("answer", "\"\"")
                .violates("answer")
                .without("answer")
                .violates("answer")
                .body(
                        "POST",
                        "/runs/" + unknown + "/intents/" + unknown + "/resolve",
                        "{\"happened\": true, \"reason\": \"a\"}")
                .without("happened")
                .violates("happened")
                .without("reason")
                .violates("reason")
                .body("POST", "/workflows", "{\"document\": \"liverun: 1\"}")
                .with("document", "\"liverun: 1\"")
                .is(400, "invalid-workflow", "document")
                .with("document", "\"\"")
                .violates("document")
                .with("document", "\"" + "#".repeat(262_145) + "\"")
                .violates("document")
                .without("document")
                .violates("document")
                .usual()
                .request("GET", "/workflows/" + unknown)
                .is(404, "not-found")
                .request("GET", "/workflows?limit=0")
                .violates("limit")
                .request("GET", "/workflows?cursor=abc")
                .violates("cursor")
                .request("GET", "/sessions/" + unknown + "/results")
                .is(404, "not-found")
                .request("GET", "/sessions/" + session + "/results?status=DONE")
                .violates("status")
                .request("GET", "/sessions/" + session + "/results?endpoint_id=17")
                .violates("endpoint_id")
                .request("GET", "/sessions/" + session + "/results?limit=201")
                .violates("limit")
                .request("GET", "/sessions/" + unknown + "/runs")
                .is(404, "not-found")
                .request("GET", "/results/17")
                .violates("id")
                .request("GET", "/results/" + unknown)
                .is(404, "not-found")
                .request("GET", "/comparisons")
                .violates("base_session")
                .request("GET", "/comparisons?base_run=" + unknown + "&session=" + unknown)
                .violates("session")
                .request("GET", "/comparisons?base_run=" + unknown + "&run=" + unknown)
                .is(404, "not-found")
                .request("GET", "/runs/" + unknown)
                .is(404, "not-found")
                .body("POST", "/runs/" + unknown + "/cancel", "{}")
                .instead("{}")
                .is(404, "not-found")
                .with("reason", "7")
                .violates("reason")
                .verify();
    }
}

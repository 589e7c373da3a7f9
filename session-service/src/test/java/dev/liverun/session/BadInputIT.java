package dev.liverun.session;

import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.BadInput;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Ids;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.FakeHealthMonitor;
import dev.liverun.session.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadInputIT {

    @Inject
    Rows rows;

    @Test
    void whateverIsWrongIsNamedAndNothingIsWritten() {
        var ada = Api.unique("ada");
        var bob = Api.unique("bob");
        var active = Api.started(ada, "{}");
        var planned = Api.created(ada, "{}");
        var inUse = Api.session(planned).getString("name");
        var over = Api.created(ada, "{}");
        var foreign = Api.created(bob, "{}");
        Api.ok(Api.transition(ada, active, "pause"));
        Api.ok(Api.transition(ada, over, "start"));
        Api.ok(Api.transition(ada, over, "fail"));
        Api.ok(Api.transition(ada, active, "resume"));
        // Its seal is an entry on the timeline, too.
        await().until(() -> !Api.get("/sessions/" + over + "/seals").getList("").isEmpty());
        var unknown = Ids.next();

        new BadInput(() -> Tokens.as(Roles.TESTER, ada))
                .unchanged(this::written)
                .body("POST", "/sessions", """
                        {"name": "%s", "configuration": {}}""".formatted(Api.unique("valid")))
                .usual()
                .with("name", "\"\"")
                .violates("name")
                .with("name", "\"  \"")
                .violates("name")
                .with("name", "7")
                .violates("name")
                .with("name", "\"" + "x".repeat(201) + "\"")
                .violates("name")
                .without("name")
                .violates("name")
                .with("name", "\"" + inUse + "\"")
                .is(409, "name-in-use", "name")
                .with("name", "\"a\\u0000b\"")
                .is(422)
                .with("description", "\"" + "x".repeat(10_001) + "\"")
                .violates("description")
                .with("status", "\"ACTIVE\"")
                .violates("status")
                .with("started_at", "\"2026-01-01T00:00:00Z\"")
                .violates("started_at")
                .with("ended_at", "\"2020-01-01T00:00:00Z\"")
                .violates("ended_at")
                .with("tester_id", "\"\"")
                .violates("tester_id")
                .with("tester_id", "\"" + bob + "\"")
                .is(403, "forbidden")
                .with("participants", "{}")
                .violates("participants")
                .with("participants", "[{\"subject\": \"eve\", \"role\": \"OWNER\"}]")
                .violates("participants[0].role")
                .with("participants", "[{\"subject\": \"\", \"role\": \"TESTER\"}]")
                .violates("participants[0].subject")
                .with("participants", "[{\"subject\": \"eve\"}]")
                .violates("participants[0].role")
                .with("participants", "[null]")
                .violates("participants[0]")
                .with("participants", "[{\"subject\": \"" + ada + "\", \"role\": \"OBSERVER\"}]")
                .violates("participants[0].role")
                .with("configuration", "[]")
                .violates("configuration")
                .with("configuration", "\"{}\"")
                .violates("configuration")
                .with("configuration", "{\"unknown\": 1}")
                .violates("configuration.unknown")
                .with("configuration", "{\"pause_timeout_minutes\": -1}")
                .violates("configuration.pause_timeout_minutes")
                .with("configuration", "{\"check_interval_seconds\": 0.5}")
                .violates("configuration.check_interval_seconds")
                .with("configuration", "{\"approvals\": {\"max_amount\": -1}}")
                .violates("configuration.approvals.max_amount")
                .with("configuration", "{\"gates\": {\"min_uptime\": 95}}")
                .violates("configuration.gates.min_uptime")
                .with("configuration", "{\"integrations\": [{\"endpoint_id\": \"17\"}]}")
                .violates("configuration.integrations[0].endpoint_id")
                .with("configuration", "{\"integrations\": [{\"endpoint_id\": \"" + unknown + "\"}]}")
                .is(422, "unknown-reference", "configuration.integrations[0].endpoint_id")
                .with("configuration", "{\"baseline\": \"" + unknown + "\"}")
                .is(422, "unknown-reference", "configuration.baseline")
                .with(
                        "configuration",
                        "{\"integrations\": [{\"endpoint_id\": \"" + FakeHealthMonitor.TROUBLED + "\"}]}")
                .is(503, "dependency-unavailable")
                .body("PATCH", "/sessions/" + active, "{\"name\": \"other\"}")
                .header("If-Match", "*")
                .usual()
                .with("name", "\"\"")
                .violates("name")
                .with("name", "null")
                .violates("name")
                .with("name", "\"" + inUse + "\"")
                .is(409, "name-in-use", "name")
                .with("tester_id", "\"eve\"")
                .violates("tester_id")
                .with("status", "\"COMPLETED\"")
                .violates("status")
                .with("ended_at", "\"2020-01-01T00:00:00Z\"")
                .violates("ended_at")
                .with("configuration", "null")
                .violates("configuration")
                .with("configuration", "{\"unknown\": 1}")
                .violates("configuration.unknown")
                .with("configuration", "{\"baseline\": \"" + active + "\"}")
                .violates("configuration.baseline")
                .with("participants", "[{\"subject\": \"eve\", \"role\": 1}]")
                .violates("participants[0].role")
                .body("PATCH", "/sessions/" + active, "{\"name\": \"other\"}")
                .with("name", "\"other\"")
                .is(428, "precondition-required")
                .body("PATCH", "/sessions/" + active, "{\"name\": \"other\"}")
                .header("If-Match", "7")
                .with("name", "\"other\"")
                .violates("If-Match")
                .body("PATCH", "/sessions/" + active, "{\"name\": \"other\"}")
                .header("If-Match", "\"1\"")
                .with("name", "\"other\"")
                .is(412, "stale-version")
                .body("PATCH", "/sessions/" + over, "{\"name\": \"other\"}")
                .header("If-Match", "*")
                .with("name", "\"other\"")
                .is(409, "session-over")
                .body("PATCH", "/sessions/" + foreign, "{\"name\": \"other\"}")
                .header("If-Match", "*")
                .with("name", "\"other\"")
                .is(403, "not-your-session")
                .body("POST", "/sessions/" + active + "/timeline", "{\"text\": \"x\"}")
                .usual()
                .with("text", "\"\"")
                .violates("text")
                .with("text", "\"" + "x".repeat(10_001) + "\"")
                .violates("text")
                .body("POST", "/sessions/" + foreign + "/timeline", "{\"text\": \"x\"}")
                .with("text", "\"x\"")
                .is(403, "not-your-session")
                .body("POST", "/sessions/" + active + "/pause", "{\"reason\": \"x\"}")
                .with("reason", "\"" + "x".repeat(2_001) + "\"")
                .violates("reason")
                .with("no_such_field", "1")
                .violates("no_such_field")
                .instead("{")
                .is(400, "malformed-body")
                .body("POST", "/sessions/" + active + "/start", "{}")
                .instead("{}")
                .is(409, "illegal-transition")
                .body("POST", "/sessions/" + over + "/resume", "{}")
                .instead("{}")
                .is(409, "illegal-transition")
                .body("POST", "/sessions/" + planned + "/complete", "{}")
                .instead("{}")
                .is(409, "illegal-transition")
                .body("POST", "/sessions/" + planned + "/start", "{}")
                .instead("{}")
                .is(409, "second-active-session")
                .body("POST", "/sessions/" + foreign + "/start", "{}")
                .instead("{}")
                .is(403, "not-your-session")
                .body("POST", "/sessions/" + unknown + "/start", "{}")
                .instead("{}")
                .is(404, "not-found")
                .request("DELETE", "/sessions/" + active)
                .is(409, "illegal-transition")
                .request("DELETE", "/sessions/" + foreign)
                .is(403, "not-your-session")
                .request("DELETE", "/sessions/" + unknown)
                .is(404, "not-found")
                .request("GET", "/sessions/" + unknown)
                .is(404, "not-found")
                .request("GET", "/sessions/" + unknown + "/timeline")
                .is(404, "not-found")
                .request("GET", "/sessions/" + unknown + "/health")
                .is(404, "not-found")
                .request("GET", "/sessions/" + unknown + "/summary")
                .is(404, "not-found")
                .request("GET", "/sessions/" + unknown + "/report")
                .is(404, "not-found")
                .request("GET", "/sessions/17")
                .violates("id")
                .body("POST", "/sessions/17/start", "{}")
                .instead("{}")
                .violates("id")
                .request("GET", "/sessions?limit=0")
                .violates("limit")
                .request("GET", "/sessions?limit=x")
                .violates("limit")
                .request("GET", "/sessions?cursor=x")
                .violates("cursor")
                .request("GET", "/sessions?status=RUNNING")
                .violates("status")
                .request("GET", "/sessions/" + active + "/timeline?cursor=-1")
                .violates("cursor")
                .request("GET", "/sessions/" + active + "/timeline?kind=gossip")
                .violates("kind")
                .request("GET", "/sessions/" + active + "/report?format=docx")
                .violates("format")
                .body("POST", "/sessions/templates", """
                        {"name": "%s", "configuration": {}}""".formatted(Api.unique("valid")))
                .with("configuration", "{\"no_such_key\": 1}")
                .violates("configuration.no_such_key")
                .without("configuration")
                .violates("configuration")
                .without("name")
                .violates("name")
                .body("POST", "/sessions/" + active + "/participants", "{\"role\": \"OBSERVER\"}")
                .with("role", "\"OWNER\"")
                .violates("role")
                .without("role")
                .violates("role")
                .with("subject", "\"\"")
                .violates("subject")
                .body(
                        "POST",
                        "/sessions/" + active + "/sign-offs",
                        "{\"decision\": \"REJECTED\", \"reason\": \"slow\"}")
                .without("reason")
                .violates("reason")
                .with("decision", "\"MAYBE\"")
                .violates("decision")
                .with("seal_version", "0")
                .violates("seal_version")
                .request("GET", "/sessions?verdict=MAYBE")
                .violates("verdict")
                .request("GET", "/sessions?created_from=yesterday")
                .violates("created_from")
                .request("GET", "/sessions/trends?bucket=hour")
                .violates("bucket")
                .request("GET", "/sessions/trends?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .violates("from")
                .request("GET", "/sessions/" + active + "/comparison")
                .violates("against")
                .request("GET", "/sessions/" + active + "/comparison?against=" + unknown)
                .is(422)
                .request("GET", "/sessions/" + active + "/comparison?against=" + active)
                .violates("against")
                .request("GET", "/sessions/" + active + "/report?seal=0")
                .violates("seal")
                .verify();
    }

    /** All that a request could have written, wherever. */
    private String written() {
        return rows.count("select count(*) from test_sessions") + " sessions, "
                + rows.count("select sum(version)::bigint from test_sessions") + " versions, "
                + rows.count("select count(*) from timeline_entries") + " entries, "
                + rows.count("select count(*) from audit_log") + " audited, "
                + rows.count("select count(*) from endpoints where sequence = 0") + " looked up";
    }
}

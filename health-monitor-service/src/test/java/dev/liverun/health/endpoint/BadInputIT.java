package dev.liverun.health.endpoint;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.BadInput;
import dev.liverun.api.testing.RoleMatrix;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Integrations;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadInputIT {

    private static final String VALID = """
            {"name": "bad input", "base_url": "http://127.0.0.1:9", "health_check_url": "http://127.0.0.1:9/health",
             "auth_type": "NONE", "rate_limit_per_minute": 60, "timeout_seconds": 10, "retry_attempts": 2,
             "enabled": true, "tags": ["a"], "check_interval_seconds": 30,
             "health_check": {"method": "GET", "headers": {}, "expected_status": [200]},
             "confirmation": {"fall": {"checks": 2, "of": 3}, "rise": {"checks": 2, "of": 3}}}
            """;

    @Inject
    Pool pool;

    @Test
    void bad_input_is_named_and_changes_nothing() {
        var name = "taken " + UUID.randomUUID();
        var id = Integrations.registerChecked("http://127.0.0.1:9", Map.of("name", name, "enabled", true));
        var one = "/integrations/" + id;
        var unknown = "/integrations/" + UUID.randomUUID();

        new BadInput(() -> Tokens.as(Roles.OPERATOR))
                .unchanged(this::endpointsAndEvents)
                .body("POST", "/integrations", VALID)
                .usual()
                .without("name")
                .violates("name")
                .with("name", "\" \"")
                .violates("name")
                .with("name", "7")
                .violates("name")
                .with("name", "\"" + "x".repeat(101) + "\"")
                .violates("name")
                .with("name", "\"" + name + "\"")
                .is(409, "name-in-use", "name")
                .without("base_url")
                .violates("base_url")
                .with("base_url", "\"\"")
                .violates("base_url")
                .with("base_url", "\"ftp://example.com\"")
                .violates("base_url")
                .with("base_url", "\"example.com\"")
                .violates("base_url")
                .with("base_url", "\"http://\"")
                .violates("base_url")
                .with("base_url", "\"http://user:secret@example.com\"")
                .violates("base_url")
                .with("base_url", "\"http://exa mple.com\"")
                .violates("base_url")
                .with("base_url", "17")
                .violates("base_url")
                .with("health_check_url", "\"/health\"")
                .violates("health_check_url")
                .with("health_check_url", "\"javascript:alert(1)\"")
                .violates("health_check_url")
                .with("auth_type", "\"BASIC\"")
                .violates("auth_type")
                .with("auth_type", "1")
                .violates("auth_type")
                .with("auth_type", "\"API_KEY\"")
                .violates("credential")
                .with("auth_type", "\"OAUTH\"")
                .violates("credential", "token_url")
                .with("credential", "\"not a name\"")
                .violates("credential")
                .with("api_key_header", "\"X Key\"")
                .violates("api_key_header")
                .with("token_url", "\"nowhere\"")
                .violates("token_url")
                .with("rate_limit_per_minute", "0")
                .violates("rate_limit_per_minute")
                .with("rate_limit_per_minute", "-1")
                .violates("rate_limit_per_minute")
                .with("rate_limit_per_minute", "1.5")
                .violates("rate_limit_per_minute")
                .with("rate_limit_per_minute", "\"60\"")
                .violates("rate_limit_per_minute")
                .with("rate_limit_per_minute", "99999999999")
                .violates("rate_limit_per_minute")
                .with("timeout_seconds", "0")
                .violates("timeout_seconds")
                .with("timeout_seconds", "301")
                .violates("timeout_seconds")
                .with("retry_attempts", "-1")
                .violates("retry_attempts")
                .with("retry_attempts", "11")
                .violates("retry_attempts")
                .with("enabled", "\"yes\"")
                .violates("enabled")
                .with("tags", "\"a\"")
                .violates("tags")
                .with("tags", "[\" \"]")
                .violates("tags[0]")
                .with("check_interval_seconds", "0")
                .violates("check_interval_seconds")
                .with("health_check", "[]")
                .violates("health_check")
                .with("/health_check/method", "\"CONNECT\"")
                .violates("health_check.method")
                .with("/health_check/headers", "{\"Authorization\": \"Bearer x\"}")
                .violates("health_check.headers")
                .with("/health_check/headers", "{\"a b\": \"x\"}")
                .violates("health_check.headers")
                .with("/health_check/expected_status", "[600]")
                .violates("health_check.expected_status[0]")
                .with("/health_check/degraded_after_ms", "0")
                .violates("health_check.degraded_after_ms")
                .with("/health_check/no_such", "0")
                .violates("health_check.no_such")
                .with("/confirmation/fall", "{\"checks\": 4, \"of\": 3}")
                .violates("confirmation.fall.checks")
                .with("/confirmation/rise", "{\"checks\": 0, \"of\": 3}")
                .violates("confirmation.rise.checks")
                .body("PATCH", one, "{\"timeout_seconds\": 5}")
                .header("If-Match", "*")
                .instead("{")
                .is(400, "malformed-body")
                .instead("[]")
                .violates("body")
                .with("no_such_field", "1")
                .violates("no_such_field")
                .with("id", "\"" + UUID.randomUUID() + "\"")
                .violates("id")
                .with("timeout_seconds", "301")
                .violates("timeout_seconds")
                .with("timeout_seconds", "\"5\"")
                .violates("timeout_seconds")
                .with("auth_type", "\"BEARER_TOKEN\"")
                .violates("credential")
                .with("name", "null")
                .violates("name")
                .body("PATCH", one, "{\"timeout_seconds\": 5}")
                .header("If-Match", "7")
                .with("timeout_seconds", "6")
                .violates("If-Match")
                .body("PATCH", one, "{\"timeout_seconds\": 5}")
                .with("timeout_seconds", "6")
                .is(428, "precondition-required")
                .body("PATCH", unknown, "{\"timeout_seconds\": 5}")
                .header("If-Match", "*")
                .with("timeout_seconds", "6")
                .is(404, "not-found")
                .body("POST", "/integrations/presets/banano", "{\"base_url\": \"http://127.0.0.1:9\"}")
                .with("base_url", "\"nowhere\"")
                .violates("base_url", "health_check_url")
                .with("no_such_field", "1")
                .violates("no_such_field")
                .with("timeout_seconds", "301")
                .violates("timeout_seconds")
                .request("GET", "/integrations/17")
                .violates("id")
                .request("GET", unknown)
                .is(404, "not-found")
                .request("GET", "/integrations?limit=0")
                .violates("limit")
                .request("GET", "/integrations?limit=x")
                .violates("limit")
                .request("GET", "/integrations?cursor=abc")
                .violates("cursor")
                .request("GET", "/integrations?status=FINE")
                .violates("status")
                .request("GET", "/health-board?limit=0")
                .violates("limit")
                .request("GET", unknown + "/health")
                .is(404, "not-found")
                .request("POST", unknown + "/health")
                .is(404, "not-found")
                .request("GET", unknown + "/health/history")
                .is(404, "not-found")
                .request("GET", unknown + "/health/trend")
                .is(404, "not-found")
                .request("GET", unknown + "/rate-limit")
                .is(404, "not-found")
                .request("GET", one + "/health/history?from=yesterday")
                .violates("from")
                .request("GET", one + "/health/history?session_id=17")
                .violates("session_id")
                .request("GET", one + "/health/history?session_id=" + UUID.randomUUID())
                .is(422, "unknown-reference", "session_id")
                .request("GET", one + "/health/trend?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                .violates("from")
                .request("GET", one + "/health/trend?bucket=PT0.001S")
                .violates("bucket")
                .request("GET", one + "/health/trend?bucket=often")
                .violates("bucket")
                .request("DELETE", one)
                .is(428, "precondition-required")
                .verify();
    }

    @Test
    void who_may_call_what() {
        new RoleMatrix()
                .allow(
                        Roles.VIEWER,
                        "GET /integrations",
                        "GET /integrations/{id}",
                        "GET /integrations/presets",
                        "GET /integrations/{id}/health",
                        "GET /integrations/{id}/health/history",
                        "GET /integrations/{id}/health/trend",
                        "GET /integrations/{id}/health/transitions",
                        "GET /integrations/{id}/health/archive",
                        "GET /integrations/{id}/health/archive/{section}",
                        "GET /integrations/{id}/badge",
                        "GET /maintenance-windows",
                        "GET /maintenance-windows/{id}",
                        "GET /integrations/export",
                        "GET /service-levels",
                        "GET /service-levels/csv",
                        "GET /alarms",
                        "GET /alarms/{id}",
                        "GET /integrations/{id}/rate-limit",
                        "GET /health-board")
                .allow(Roles.TESTER, "POST /integrations/{id}/health", "POST /alarms/{id}/acknowledge")
                .allow(
                        Roles.OPERATOR,
                        "POST /integrations",
                        "PUT /integrations/{id}",
                        "PATCH /integrations/{id}",
                        "DELETE /integrations/{id}",
                        "POST /integrations/presets/{name}",
                        "POST /integrations/import",
                        "POST /maintenance-windows",
                        "PUT /maintenance-windows/{id}",
                        "DELETE /maintenance-windows/{id}",
                        "GET /alarm-receivers",
                        "GET /alarm-receivers/{id}",
                        "POST /alarm-receivers",
                        "PUT /alarm-receivers/{id}",
                        "DELETE /alarm-receivers/{id}")
                .allow(Roles.SERVICE, "POST /integrations/{id}/health/batch")
                .allowOperations()
                .verify();
    }

    private String endpointsAndEvents() {
        return pool.query("select (select count(*) from integration_endpoints) || ' endpoints, '"
                        + " || (select sum(version) from integration_endpoints) || ' versions, '"
                        + " || (select count(*) from audit_log) || ' audit entries'")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}

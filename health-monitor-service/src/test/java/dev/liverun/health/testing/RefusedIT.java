package dev.liverun.health.testing;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.BadInput;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bad input about everything but endpoints themselves. */
@QuarkusTest
class RefusedIT {

    private static final String ONCE = """
            {"title": "moving house", "endpoint_ids": [], "tags": [], "groups": [],
             "starts_at": "2031-03-01T12:00:00Z", "ends_at": "2031-03-01T13:00:00Z"}
            """;
    private static final String NIGHTLY = """
            {"title": "nightly", "cron": "0 3 * * *", "duration_minutes": 30, "time_zone": "Europe/Berlin"}
            """;
    private static final String WEBHOOK = """
            {"name": "pager", "format": "WEBHOOK", "url": "http://127.0.0.1:9/", "credential": "target", "enabled": false}
            """;

    @Inject
    Pool pool;

    @Test
    void a_window_that_cannot_be_is_named() {
        var unknown = "/maintenance-windows/" + UUID.randomUUID();
        new BadInput(() -> Tokens.as(Roles.OPERATOR))
                .unchanged(this::rows)
                .body("POST", "/maintenance-windows", ONCE)
                .usual()
                .without("title")
                .violates("title")
                .with("title", "\" \"")
                .violates("title")
                .with("title", "\"" + "x".repeat(201) + "\"")
                .violates("title")
                .with("endpoint_ids", "[\"x\"]")
                .violates("endpoint_ids[0]")
                .with("tags", "[\"\"]")
                .violates("tags[0]")
                .with("groups", "7")
                .violates("groups")
                .without("starts_at")
                .violates("starts_at")
                .without("ends_at")
                .violates("ends_at")
                .with("starts_at", "\"tomorrow\"")
                .violates("starts_at")
                .with("ends_at", "\"2031-03-01T12:00:00Z\"")
                .violates("ends_at")
                .with("duration_minutes", "5")
                .violates("duration_minutes")
                .with("time_zone", "\"UTC\"")
                .violates("time_zone")
                .body("POST", "/maintenance-windows", NIGHTLY)
                .with("cron", "\"often\"")
                .violates("cron")
                .with("cron", "\"0 3 * *\"")
                .violates("cron")
                .without("duration_minutes")
                .violates("duration_minutes")
                .with("duration_minutes", "0")
                .violates("duration_minutes")
                .with("duration_minutes", "10081")
                .violates("duration_minutes")
                .with("time_zone", "\"Middle/Earth\"")
                .violates("time_zone")
                .with("starts_at", "\"2031-03-01T12:00:00Z\"")
                .violates("starts_at")
                .body("PUT", unknown, ONCE)
                .header("If-Match", "*")
                .with("title", "\"x\"")
                .is(404, "not-found")
                .body("PUT", unknown, ONCE)
                .with("title", "\"x\"")
                .is(428, "precondition-required")
                .request("GET", "/maintenance-windows/17")
                .violates("id")
                .request("GET", unknown)
                .is(404, "not-found")
                .request("DELETE", unknown)
                .is(428, "precondition-required")
                .verify();
    }

    @Test
    void a_receiver_that_cannot_be_told_is_named() {
        var unknown = "/alarm-receivers/" + UUID.randomUUID();
        new BadInput(() -> Tokens.as(Roles.OPERATOR))
                .unchanged(this::rows)
                .body("POST", "/alarm-receivers", WEBHOOK)
                .usual()
                .without("name")
                .violates("name")
                .with("name", "\"" + "x".repeat(101) + "\"")
                .violates("name")
                .without("format")
                .violates("format")
                .with("format", "\"FAX\"")
                .violates("format")
                .without("url")
                .violates("url")
                .with("url", "\"ftp://x\"")
                .violates("url")
                .with("url", "\"http://user:secret@x\"")
                .violates("url")
                .with("credential", "\"not a name\"")
                .violates("credential")
                .without("credential")
                .violates("credential")
                .with("format", "\"SLACK\"")
                .violates("credential")
                .with("enabled", "\"yes\"")
                .violates("enabled")
                .body("PUT", unknown, WEBHOOK)
                .header("If-Match", "*")
                .with("name", "\"x\"")
                .is(404, "not-found")
                .request("GET", unknown)
                .is(404, "not-found")
                .request("GET", "/alarm-receivers/x")
                .violates("id")
                .request("DELETE", unknown)
                .is(428, "precondition-required")
                .verify();
    }

    @Test
    void an_alarm_that_cannot_be_acknowledged_is_named() {
        var unknown = "/alarms/" + UUID.randomUUID();
        new BadInput(() -> Tokens.as(Roles.TESTER))
                .unchanged(this::rows)
                .body("POST", unknown + "/acknowledge", "{\"reason\": \"known\"}")
                .without("reason")
                .violates("reason")
                .with("reason", "\" \"")
                .violates("reason")
                .with("reason", "\"" + "x".repeat(1001) + "\"")
                .violates("reason")
                .with("reason", "\"else\"")
                .is(404, "not-found")
                .request("GET", unknown)
                .is(404, "not-found")
                .request("GET", "/alarms?endpoint_id=x")
                .violates("endpoint_id")
                .request("GET", "/alarms?limit=0")
                .violates("limit")
                .request("GET", "/alarms?cursor=x")
                .violates("cursor")
                .verify();
    }

    @Test
    void what_a_probe_cannot_have_seen_is_named() {
        var id = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));
        var batch = """
                {"probe": "frankfurt", "checks": [{"id": "%s", "status": "HEALTHY", "response_time_ms": 1, "status_code": 200,
                 "checked_at": "%s"}]}
                """.formatted(UUID.randomUUID(), Instant.now().minusSeconds(60));
        new BadInput(() -> Tokens.as(Roles.SERVICE))
                .unchanged(this::rows)
                .body("POST", "/integrations/" + id + "/health/batch", batch)
                .usual()
                .without("probe")
                .violates("probe")
                .with("probe", "\"the moon\"")
                .violates("probe")
                .without("checks")
                .violates("checks")
                .with("checks", "[]")
                .violates("checks")
                .with("/checks/0/id", "\"x\"")
                .violates("checks[0].id")
                .with("/checks/0/status", "\"FINE\"")
                .violates("checks[0].status")
                .with("/checks/0/response_time_ms", "-1")
                .violates("checks[0].response_time_ms")
                .with("/checks/0/status_code", "600")
                .violates("checks[0].status_code")
                .with("/checks/0/checked_at", "\"2020-01-01T00:00:00Z\"")
                .violates("checks[0].checked_at")
                .body("POST", "/integrations/" + UUID.randomUUID() + "/health/batch", batch)
                .with("probe", "\"x\"")
                .is(404, "not-found")
                .verify();
    }

    private String rows() {
        return pool.query(
                        "select (select count(*) from maintenance_windows) || ' ' || (select count(*) from alarm_receivers)"
                                + " || ' ' || (select count(*) from alarms where acknowledged_at is not null)"
                                + " || ' ' || (select count(*) from integration_health_status where reason = 'PROBE')")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}

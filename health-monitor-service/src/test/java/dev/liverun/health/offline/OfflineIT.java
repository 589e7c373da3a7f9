package dev.liverun.health.offline;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.awaitHealth;
import static dev.liverun.health.testing.Integrations.register;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.HangingPort;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.integrations.testing.NameServer.Behaviour;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Silence on a network: ours, theirs, or nobody can say. Hosts are names that lead to this machine, but not by loopback. */
@QuarkusTest
class OfflineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Connectivity connectivity;

    @TestHTTPResource(management = true)
    URI management;

    private InetAddress address;

    @BeforeEach
    void anAddressOnANetwork() {
        assumeTrue(HealthInfra.ownAddress().isPresent(), "this machine is on no network");
        address = HealthInfra.ownAddress().get();
        connectivity.forgetWitnesses();
    }

    @AfterEach
    void namesAreKnownAgain() {
        HealthInfra.names().behaves(Behaviour.NO_SUCH_NAME);
    }

    @Test
    void a_joint_outage_is_ours_until_one_is_heard_and_the_other_is_down_then() throws IOException {
        try (var open = new ServerSocket(0, 50, address);
                var hanging = new HangingPort(address)) {
            var witness = registered("witness", open.getLocalPort());
            awaitHealth(witness, health -> "HEALTHY".equals(health.getString("status")));
            open.close();
            UUID other;
            try (var silent = new HangingPort(address, open.getLocalPort())) {
                assertThat(silent.port()).isEqualTo(open.getLocalPort());
                other = registered("other", hanging.port());
                awaitHealth(other, health -> "OFFLINE".equals(health.getString("silent_because")));
                check(witness).statusCode(503);
                assertThat(metrics()).contains("liverun_health_offline 1.0");
                nothingIsRecorded(other);
                history(witness).body("items.size()", equalTo(1));
            }

            check(witness).statusCode(200).body("status", equalTo("UNHEALTHY"));

            assertThat(metrics()).contains("liverun_health_offline 0.0");
            try (var again = new ServerSocket(open.getLocalPort(), 50, address)) {
                assertThat(again.isBound()).isTrue();
                check(other).statusCode(200).body("status", equalTo("TIMEOUT"));
            }
            awaitHealth(other, health -> health.get("silent_since") == null);
        }
    }

    @Test
    void of_a_single_host_that_is_silent_nobody_can_say_and_people_are_told_that() throws IOException {
        UUID id;
        int port;
        try (var hanging = new HangingPort(address)) {
            port = hanging.port();
            id = registered("single", port);

            awaitHealth(id, health -> "UNCLEAR".equals(health.getString("silent_because")));
            nothingIsRecorded(id);
            await().atMost(PATIENCE).untilAsserted(() -> alarms(id, true).body("items.cause[0]", equalTo("SILENT")));
        }
        try (var open = new ServerSocket(port, 50, address)) {
            assertThat(open.isBound()).isTrue();
            check(id).statusCode(200).body("status", equalTo("HEALTHY"));

            awaitHealth(id, health -> health.get("silent_since") == null);
            await().atMost(PATIENCE).untilAsserted(() -> alarms(id, true).body("items.size()", equalTo(0)));
        }
    }

    @Test
    void a_single_host_that_refuses_is_down() throws IOException {
        int closed;
        try (var open = new ServerSocket(0, 1, address)) {
            closed = open.getLocalPort();
        }

        var id = registered("closed", closed);

        awaitHealth(id, health -> "UNHEALTHY".equals(health.getString("status")));
    }

    @Test
    void a_resolver_that_knows_nobody_any_more_is_ours_and_a_name_that_does_not_exist_is_theirs() {
        HealthInfra.names().behaves(Behaviour.FAILS);
        var id = register("http://" + unique("gone"), Map.of("timeout_seconds", 1));

        awaitHealth(id, health -> "OFFLINE".equals(health.getString("silent_because")));
        nothingIsRecorded(id);

        HealthInfra.names().behaves(Behaviour.NO_SUCH_NAME);
        check(id).statusCode(200).body("reason", equalTo("DNS"));
    }

    private UUID registered(String name, int port) {
        var host = unique(name);
        HealthInfra.names().knows(host, address);
        return register(
                "http://" + host, Map.of("health_check_url", "tcp://" + host + ":" + port, "timeout_seconds", 1));
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID() + ".test";
    }

    private static ValidatableResponse check(UUID id) {
        return Tokens.as(Roles.TESTER)
                .header("Prefer", "wait=10")
                .post(PATH + "/" + id + "/health")
                .then();
    }

    private static ValidatableResponse history(UUID id) {
        return Tokens.as(Roles.VIEWER).get(PATH + "/" + id + "/health/history").then();
    }

    private static void nothingIsRecorded(UUID id) {
        history(id).body("items.size()", equalTo(0));
        Tokens.as(Roles.VIEWER).get(PATH + "/" + id + "/health/trend").then().body("total.checks", equalTo(0));
    }

    private static ValidatableResponse alarms(UUID id, boolean open) {
        return Tokens.as(Roles.VIEWER)
                .get("/api/v1/alarms?endpoint_id=" + id + "&open=" + open)
                .then();
    }

    private String metrics() {
        return given().get(management.resolve("/q/metrics")).asString();
    }
}

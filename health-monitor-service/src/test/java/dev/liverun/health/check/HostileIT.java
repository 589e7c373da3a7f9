package dev.liverun.health.check;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.awaitHealth;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.HangingPort;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.Target;
import dev.liverun.health.testing.TlsTarget;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live service that does what it should not, seen through whole checks. */
@QuarkusTest
class HostileIT {

    private static final int MEGABYTE = 1 << 20;

    private Target target;

    @BeforeEach
    void start() {
        target = new Target();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void one_whose_name_is_never_resolved_hangs_in_dns() {
        HealthInfra.names().ignores("hanging.test");

        hangs("http://hanging.test", "DNS");
    }

    @Test
    void one_that_takes_no_connection_hangs_in_connect() {
        try (var hanging = new HangingPort(InetAddress.getLoopbackAddress())) {
            hangs("http://127.0.0.1:" + hanging.port(), "CONNECT");
        }
    }

    @Test
    void one_that_never_shakes_hands_hangs_in_tls() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            hangs("https://localhost:" + silent.getLocalPort(), "TLS");
        }
    }

    @Test
    void one_that_never_answers_hangs_before_the_first_byte() {
        target.behaves(request -> {});

        hangs(target.url(), "FIRST_BYTE");
    }

    @Test
    void one_that_stops_in_the_middle_hangs_in_the_transfer() {
        target.behaves(
                request -> request.response().putHeader("Content-Length", "100").write("half"));

        hangs(target.url(), "TRANSFER");
    }

    @Test
    void a_hundred_megabytes_are_broken_off() {
        target.behaves(HostileIT::flood);

        var seen = latest(registerChecked(target.url(), Map.of()));

        assertThat(seen.getString("status")).isEqualTo("UNHEALTHY");
        assertThat(seen.getString("metadata.reason")).isEqualTo("TOO_LARGE");
    }

    @Test
    void a_redirect_to_a_private_address_is_not_followed() {
        target.behaves(request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://10.0.0.1/latest/meta-data")
                .end());

        var seen = latest(registerChecked(target.url(), Map.of()));

        assertThat(seen.getString("metadata.reason")).isEqualTo("POLICY");
        assertThat(seen.getString("error_message")).contains("10.0.0.1");
    }

    @Test
    void an_expired_certificate_is_no_answer() {
        try (var secure = new TlsTarget(HealthInfra.expired())) {
            var seen = latest(registerChecked("https://localhost:" + secure.port(), Map.of()));

            assertThat(seen.getString("metadata.reason")).isEqualTo("TLS");
            assertThat(seen.getString("error_message")).contains("expired at");
            assertThat(seen.getString("metadata.certificate_not_after")).isNotNull();
        }
    }

    @Test
    void two_on_the_same_host_share_neither_connection_nor_pause_nor_credential() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        target.behaves(request -> {
            connections.add(request.remoteAddress().toString());
            (request.path().equals("/throttled") ? Target.throttling(60) : Target.answering(200)).handle(request);
        });
        var open = registerChecked(target.url() + "/open", Map.of());
        var secret = registerChecked(target.url() + "/secret", Map.of("auth_type", "API_KEY", "credential", "target"));
        registerChecked(target.url() + "/throttled", Map.of());

        check(open);
        check(secret);

        assertThat(connections).hasSize(3);
        assertThat(target.arrivals()).allSatisfy(arrival -> assertThat(arrival.apiKey())
                .isEqualTo(arrival.path().equals("/secret") ? HealthInfra.SECRET : null));
    }

    @Test
    void one_that_hangs_delays_no_other() {
        target.behaves(request -> {
            if (!request.path().equals("/hangs")) {
                Target.answering(200).handle(request);
            }
        });
        var other = registerChecked(target.url(), Map.of());
        for (int i = 0; i < 20; i++) {
            dev.liverun.health.testing.Integrations.register(target.url() + "/hangs", Map.of("timeout_seconds", 60));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> target.arrivals().stream()
                                .filter(arrival -> arrival.path().equals("/hangs"))
                                .count()
                        >= 20);

        long begun = System.nanoTime();
        check(other);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    private static void flood(HttpServerRequest request) {
        var response = request.response().setChunked(true);
        send(response, 100);
    }

    private static void send(io.vertx.core.http.HttpServerResponse response, int megabytes) {
        if (megabytes == 0) {
            response.end();
        } else {
            response.write(Buffer.buffer(new byte[MEGABYTE])).onSuccess(written -> send(response, megabytes - 1));
        }
    }

    private static void hangs(String url, String phase) {
        var id = registerChecked(url, Map.of("timeout_seconds", 1));

        assertThat(awaitHealth(id, seen -> true).getString("status")).isEqualTo("TIMEOUT");
        var seen = latest(id);
        assertThat(seen.getString("status")).isEqualTo("TIMEOUT");
        assertThat(seen.getString("metadata.failed_phase")).isEqualTo(phase);
        assertThat((Object) seen.get("response_time_ms")).isNull();
    }

    private static JsonPath latest(UUID id) {
        return Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + id + "/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}

package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class FailuresIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_service_that_is_away_is_503_and_named_and_the_others_serve_on() {
        client.control("feedback", "stop");
        try {
            var answer = client.send("POST", "/api/v1/feedback", Buffer.buffer("{}"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.problem()).isEqualTo("dependency-unavailable");
            assertThat(answer.json().getString("service")).isEqualTo("feedback");
            assertThat(answer.json().getString("detail")).contains("feedback");
            assertThat(client.get("/api/v1/sessions").status()).isEqualTo(200);
        } finally {
            client.control("feedback", "start");
        }
        assertThat(client.get("/api/v1/feedback").status()).isEqualTo(200);
    }

    @Test
    void a_service_that_does_not_answer_in_time_is_504() {
        var answer = client.get("/api/v1/sessions?do=hang");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.problem()).isEqualTo("upstream-timeout");
        assertThat(answer.json().getString("service")).isEqualTo("session");
    }

    @Test
    void a_client_that_prefers_to_wait_is_given_the_time() {
        long begun = System.nanoTime();

        var answer = client.get("/api/v1/sessions?do=hang", "Prefer", "wait=3");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void a_service_that_breaks_off_before_it_answers_is_502_because_nobody_knows_what_it_did() {
        var answer = client.send("POST", "/api/v1/sessions?do=break", Buffer.buffer("{}"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.problem()).isEqualTo("upstream-broken");
        assertThat(answer.json().getString("detail")).contains("Idempotency-Key");
    }

    @Test
    void half_an_answer_is_never_taken_for_a_whole_one() {
        assertThatThrownBy(() -> client.get("/api/v1/sessions?do=half")).hasMessageContaining("closed");
    }

    @Test
    void a_client_that_stops_in_mid_request_does_not_hold_the_service_forever() throws Exception {
        var request = Client.await(client.open("POST", "/api/v1/sessions?do=sink", "Content-Length", "100"));
        request.write("only the beginning");

        var answer =
                request.response().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(408);
    }

    @Test
    void a_client_that_goes_away_takes_its_request_with_it() throws Exception {
        var request = Client.await(client.open("GET", "/api/v1/integrations?do=flood"));
        var response = Client.await(request.send());
        assertThat(response.statusCode()).isEqualTo(200);

        request.connection().close();

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
            var before = client.stub("health-monitor").getLong("sent");
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
                    .get();
            return before.equals(client.stub("health-monitor").getLong("sent"));
        });
    }
}

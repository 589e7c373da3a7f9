package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class RoutingIT {

    private static Client client;

    @BeforeAll
    static void open() {
        client = Client.plain();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/sessions, session",
        "/api/v1/sessions/0192/runs, test-runner",
        "/api/v1/integrations/0192/health, health-monitor",
        "/api/v1/feedback, feedback",
        "/api/v1/github/webhooks, feedback",
        "/api/v1/operations/health-monitor/audit, health-monitor",
    })
    void a_request_reaches_the_service_that_owns_its_path(String path, String service) {
        assertThat(client.get(path).json().getString("service")).isEqualTo(service);
    }

    @Test
    void method_path_query_and_body_arrive_as_they_were_sent() {
        var uri = "/api/v1/sessions/caf%C3%A9%20au%20lait?q=a%2Fb&q=%26&empty=&cursor=abc%3D%3D";

        var echo = client.send("PATCH", uri, Buffer.buffer("{\"naïve\": true}"), "Content-Type", "application/json")
                .json();

        assertThat(echo.getString("method")).isEqualTo("PATCH");
        assertThat(echo.getString("uri")).isEqualTo(uri);
        assertThat(echo.getString("body")).isEqualTo("{\"naïve\": true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/nothing", "/api/v1/operations/nobody/audit", "/api/v2/sessions", "/api/", "/nothing"})
    void an_address_that_nobody_owns_is_404_in_the_form_of_every_problem(String path) {
        var answer = client.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.problem()).isEqualTo("not-found");
        assertThat(answer.json().getString("instance")).isEqualTo(path);
        assertThat(answer.json().getString("correlation_id")).isEqualTo(answer.header("X-Correlation-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/feedback/../sessions",
                "/api/v1/feedback/%2e%2e/sessions",
                "/api/v1//sessions",
                "/api/v1/sessions%2fx/runs",
                "/api/v1/sessions;a=b/runs",
            })
    void a_path_that_could_be_read_in_two_ways_is_refused(String path) {
        var answer = client.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("ambiguous-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE"})
    void methods_that_are_for_proxies_alone_stop_here(String method) {
        assertThat(client.send(method, "/api/v1/sessions", null).status()).isEqualTo(405);
    }

    @Test
    void an_answer_without_a_body_has_none() {
        for (int code : new int[] {204, 304}) {
            var answer = client.get("/api/v1/sessions?do=status&code=" + code);
            assertThat(answer.status()).isEqualTo(code);
            assertThat(answer.body().length()).isZero();
            assertThat(answer.header("Transfer-Encoding")).isNull();
        }
    }

    @Test
    void the_head_of_a_resource_says_how_long_it_is() {
        var answer = client.send("HEAD", "/api/v1/sessions?do=download&bytes=12345", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("12345");
    }
}

package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class HeadersIT {

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
    void what_a_client_says_about_where_it_comes_from_does_not_reach_a_service() {
        var answer = client.get(
                "/api/v1/sessions",
                "X-Forwarded-For",
                "10.0.0.1, 10.0.0.2",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Port",
                "443",
                "X-Forwarded-Prefix",
                "/evil",
                "X-Forwarded-User",
                "admin",
                "Forwarded",
                "for=10.0.0.1;host=evil.example",
                "X-Real-IP",
                "10.0.0.1",
                "True-Client-IP",
                "10.0.0.1",
                "X-Original-URL",
                "/api/v1/operations/session/audit",
                "X-HTTP-Method-Override",
                "DELETE");

        assertThat(answer.seen("x-forwarded-for")).startsWith("127.0.1.");
        assertThat(answer.seen("x-forwarded-proto")).isEqualTo("http");
        assertThat(answer.seen("x-forwarded-host")).isEqualTo("127.0.0.1:" + client.port());
        assertThat(answer.seen("x-forwarded-port")).isEqualTo(Integer.toString(client.port()));
        for (var name : new String[] {
            "x-forwarded-prefix",
            "x-forwarded-user",
            "forwarded",
            "x-real-ip",
            "true-client-ip",
            "x-original-url",
            "x-http-method-override"
        }) {
            assertThat(answer.seen(name)).as(name).isNull();
        }
    }

    @Test
    void a_trusted_load_balancer_is_believed() {
        try (var balancer = Client.from("127.0.0.99")) {
            var answer = balancer.get(
                    "/api/v1/sessions",
                    "X-Forwarded-For",
                    "203.0.113.7",
                    "X-Forwarded-Proto",
                    "https",
                    "X-Forwarded-Host",
                    "liverun.example.org");

            assertThat(answer.seen("x-forwarded-for")).isEqualTo("203.0.113.7");
            assertThat(answer.seen("x-forwarded-proto")).isEqualTo("https");
            assertThat(answer.seen("x-forwarded-host")).startsWith("liverun.example.org");
            assertThat(answer.header("Strict-Transport-Security")).contains("max-age=");
        }
    }

    @Test
    void headers_of_one_connection_do_not_cross_the_gateway_in_either_direction() {
        var there = client.get(
                "/api/v1/sessions", "Connection", "keep-alive, X-Hop", "X-Hop", "1", "TE", "trailers", "X-Stays", "2");
        assertThat(there.seen("x-hop")).isNull();
        assertThat(there.seen("te")).isNull();
        assertThat(there.seen("x-stays")).isEqualTo("2");

        var back = client.get("/api/v1/sessions?do=headers");
        assertThat(back.header("X-Hop")).isNull();
        assertThat(back.header("Keep-Alive")).isNull();
        assertThat(back.header("ETag")).isEqualTo("\"7\"");
    }

    @Test
    void what_a_service_says_about_itself_stays_inside() {
        var answer = client.get("/api/v1/sessions?do=headers");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Server")).isNull();
        assertThat(answer.cookies()).isEmpty();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/sessions/1");
        assertThat(answer.header("Link")).isEqualTo("</api/v1/sessions?cursor=x>; rel=\"next\"");
    }

    @Test
    void a_browsers_cookies_are_none_of_a_services_business() {
        assertThat(client.get("/api/v1/sessions", "Cookie", "other=1").seen("cookie"))
                .isNull();
    }

    @Test
    void an_acceptable_correlation_id_travels_there_and_back() {
        var answer = client.get("/api/v1/sessions", "X-Correlation-Id", "run:42.a_b-C");

        assertThat(answer.seen("x-correlation-id")).isEqualTo("run:42.a_b-C");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("run:42.a_b-C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "<script>", "a/b", "äöü"})
    void an_unacceptable_correlation_id_is_replaced(String id) {
        var answer = client.get("/api/v1/sessions", "X-Correlation-Id", id);

        assertThat(answer.header("X-Correlation-Id"))
                .matches("[0-9a-f-]{36}")
                .isEqualTo(answer.seen("x-correlation-id"));
    }

    @Test
    void an_endless_correlation_id_is_replaced() {
        assertThat(client.get("/api/v1/sessions", "X-Correlation-Id", "a".repeat(65))
                        .header("X-Correlation-Id"))
                .hasSize(36);
    }

    @Test
    void there_is_one_correlation_id_in_an_answer_even_if_the_service_has_its_own() {
        var answer = client.get("/api/v1/sessions?do=headers", "X-Correlation-Id", "mine");

        assertThat(answer.headers().getAll("X-Correlation-Id")).containsExactly("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/sign-in",
                "/whoami",
                "/nothing",
                "/api/v1/sessions",
                "/api/v1/sessions?do=headers"
            })
    void every_answer_tells_browsers_what_it_may_not_be_used_for(String path) {
        var answer = client.get(path);

        assertThat(answer.headers().getAll("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().getAll("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src 'unsafe");
        assertThat(answer.header("Strict-Transport-Security")).isNull();
    }

    @Test
    void what_services_hand_out_runs_no_scripts_unless_they_say_otherwise() {
        assertThat(client.get("/api/v1/sessions?do=type&type=text/html").header("Content-Security-Policy"))
                .contains("sandbox", "default-src 'none'");
        assertThat(client.get("/api/v1/sessions?do=type&type=application/pdf").header("Content-Security-Policy"))
                .doesNotContain("sandbox");
        assertThat(client.get("/api/v1/sessions?do=csp").headers().getAll("Content-Security-Policy"))
                .containsExactly("default-src 'self'");
    }

    @Test
    void what_is_compressed_already_is_not_compressed_again() {
        var encoded = client.get("/api/v1/sessions?do=gzip", "Accept-Encoding", "gzip");
        assertThat(encoded.headers().getAll("Content-Encoding")).containsExactly("gzip");
        assertThat(encoded.body()).hasToString("not really, but who looks");

        var image = client.get("/api/v1/sessions?do=type&type=image/png", "Accept-Encoding", "gzip");
        assertThat(image.header("Content-Encoding")).isIn(null, "identity");
        assertThat(image.body().length()).isEqualTo(2000);
    }
}

package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class TlsIT {

    @Test
    void over_tls_the_cookie_is_bound_to_it_and_browsers_are_told_to_stay() {
        try (var client = Client.tls(false)) {
            var own = "https://127.0.0.1:" + client.port();
            var token = Client.token("tester");

            var answer = client.send(
                    "POST",
                    "/sign-in",
                    null,
                    "Authorization",
                    "Bearer " + token,
                    "Origin",
                    own,
                    "X-Liverun-Client",
                    "test");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
            assertThat(answer.cookies())
                    .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
                    .singleElement()
                    .asString()
                    .startsWith("__Host-liverun-" + client.port() + "=" + token)
                    .containsIgnoringCase("HttpOnly")
                    .contains("Secure", "SameSite=Strict");
            var seen = client.get("/api/v1/sessions", "Cookie", "__Host-liverun-" + client.port() + "=" + token);
            assertThat(seen.seen("authorization")).isEqualTo("Bearer " + token);
            assertThat(seen.seen("x-forwarded-proto")).isEqualTo("https");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 3_000_000})
    void http_2_bodies_of_any_length_pass(int bytes) {
        try (var client = Client.tls(true)) {
            var answer = Client.await(client.open("POST", "/api/v1/sessions?do=sink")
                    .compose(request -> {
                        assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
                        if (bytes > 0) {
                            request.setChunked(true);
                            request.write(Buffer.buffer(new byte[bytes]));
                        }
                        request.end();
                        return request.response();
                    })
                    .compose(HttpClientResponse::body));

            assertThat(answer.toJsonObject().getInteger("bytes")).isEqualTo(bytes);
        }
    }

    @Test
    void half_an_answer_is_never_taken_for_a_whole_one_over_http_2_either() {
        try (var client = Client.tls(true)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.get("/api/v1/sessions?do=half"))
                    .hasMessageContaining("reset");
        }
    }
}

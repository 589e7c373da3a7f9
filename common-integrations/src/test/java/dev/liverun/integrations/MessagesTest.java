package dev.liverun.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    @ParameterizedTest
    @CsvSource({"GET, true", "put, true", "DELETE, true", "HEAD, true", "POST, false", "PATCH, false"})
    void only_idempotent_methods_are_repeatable_by_themselves(String method, boolean repeatable) {
        assertThat(OutgoingRequest.to(method, "/").build().repeatable()).isEqualTo(repeatable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /", "G\r\n", "CONNECT"})
    void a_method_that_cannot_be_sent_is_refused(String method) {
        assertThatThrownBy(() -> OutgoingRequest.to(method, "/").build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_header_cannot_smuggle_another_line() {
        assertThatThrownBy(() -> OutgoingRequest.to("GET", "/")
                        .header("X-Tag", "a\r\nX-Evil: b")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Tag");
    }

    @Test
    void headers_compare_without_case_and_keep_repetitions() {
        Headers headers = Headers.of("Set-Cookie", "a", "set-cookie", "b", "X", "1");

        assertThat(headers.all("SET-COOKIE")).containsExactly("a", "b");
        assertThat(headers.with("x", "2").all("X")).containsExactly("2");
        assertThat(headers.without("set-cookie").fields()).hasSize(1);
        assertThat(headers.asMap()).containsOnlyKeys("set-cookie", "x");
    }

    @Test
    void a_body_is_text_only_where_it_is_valid_utf_8() {
        assertThat(Body.utf8("grün").validText()).contains("grün");
        assertThat(Body.of(new byte[] {(byte) 0xff, 0}).validText()).isEmpty();
        byte[] cutWithinACharacter = Arrays.copyOf("grün".getBytes(StandardCharsets.UTF_8), 3);
        assertThat(Body.cut(cutWithinACharacter, 5).validText()).contains("gr");
        assertThat(Body.of(cutWithinACharacter).validText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 60", "301, 3, 60", "30, -1, 60", "30, 11, 60", "30, 3, 0"})
    void a_target_keeps_to_the_specified_ranges(int timeout, int retries, int limit) {
        assertThatThrownBy(() -> new Target(
                        UUID.randomUUID(),
                        URI.create("http://h"),
                        Auth.none(),
                        Duration.ofSeconds(timeout),
                        retries,
                        limit,
                        true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_endpoints_columns_make_its_authentication() {
        assertThat(Auth.of(AuthType.API_KEY, "key", null, null, null)).isEqualTo(new Auth.ApiKey("key", "X-API-Key"));
        assertThatThrownBy(() -> Auth.of(AuthType.OAUTH, "client", null, null, null))
                .hasMessage("OAUTH needs a token URL");
        assertThatThrownBy(() -> Auth.of(AuthType.BEARER_TOKEN, "../etc/passwd", null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

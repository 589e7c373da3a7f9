package dev.liverun.integrations.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private final KnownSecrets known = new KnownSecrets();
    private final Redactor redactor = new Redactor(known);

    @BeforeEach
    void rememberCanary() {
        known.remember("canary-42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "proxy-authorization",
                "Cookie",
                "Set-Cookie",
                "X-API-Key",
                "X-Auth-Token",
                "X-Amz-Security-Token",
                "api-key"
            })
    void headers_that_authenticate_are_masked(String name) {
        assertThat(redactor.headers(Headers.of(name, "anything")).first(name)).contains("[REDACTED]");
    }

    @Test
    void other_headers_stay_but_for_known_values() {
        Headers headers = redactor.headers(Headers.of(
                "Content-Type", "text/plain",
                "X-Trace", "canary-42",
                "Location", "https://h/cb?code=1&access_token=abc"));

        assertThat(headers.first("Content-Type")).contains("text/plain");
        assertThat(headers.first("X-Trace")).contains("[REDACTED]");
        assertThat(headers.first("Location")).contains("https://h/cb?code=1&access_token=[REDACTED]");
    }

    @Test
    void json_fields_are_masked_by_name_at_every_depth_whatever_their_type() {
        String json = "{\"user\":\"ada\",\"password\":\"x\",\"deep\":[{\"accessToken\":{\"a\":[1]},\"n\":1.10}],"
                + "\"client_secret\":null,\"API-Key\":7,\"token_type\":\"Bearer\",\"next_page_token\":\"p2\"}";

        assertThat(redactor.jsonText(json))
                .isEqualTo("{\"user\":\"ada\",\"password\":\"[REDACTED]\",\"deep\":[{\"accessToken\":\"[REDACTED]\","
                        + "\"n\":1.10}],\"client_secret\":null,\"API-Key\":\"[REDACTED]\",\"token_type\":\"Bearer\","
                        + "\"next_page_token\":\"p2\"}");
    }

    @Test
    void known_values_are_masked_in_strings_numbers_and_names() {
        known.remember("123456789");

        assertThat(redactor.jsonText("{\"canary-42\":[\"x canary-42 y\",123456789,12]}"))
                .isEqualTo("{\"[REDACTED]\":[\"x [REDACTED] y\",\"[REDACTED]\",12]}");
    }

    @Test
    void a_tree_is_masked_as_a_copy() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        var tree = mapper.readTree("{\"token\":\"t\",\"ok\":true,\"amount\":0.25}");

        assertThat(redactor.json(tree)).hasToString("{\"token\":\"[REDACTED]\",\"ok\":true,\"amount\":0.25}");
        assertThat(tree.get("token").asText()).isEqualTo("t");
        assertThat(redactor.json(mapper.readTree("\"a canary-42\""))).hasToString("\"a [REDACTED]\"");
    }

    @Test
    void paths_mask_what_has_no_telling_name() {
        Redactor withPaths = redactor.with(new RedactionRules(
                Set.of(), Set.of("iban"), List.of("$.accounts[*].number", "$..birthday", "$.absent.path")));

        assertThat(
                        withPaths.jsonText(
                                "{\"accounts\":[{\"number\":\"1\",\"iban\":\"DE1\"},{\"number\":2}],\"birthday\":\"1815\",\"n\":1.0}"))
                .isEqualTo("{\"accounts\":[{\"number\":\"[REDACTED]\",\"iban\":\"[REDACTED]\"},"
                        + "{\"number\":\"[REDACTED]\"}],\"birthday\":\"[REDACTED]\",\"n\":1.0}");
        assertThatThrownBy(() -> new RedactionRules(Set.of(), Set.of(), List.of("$[")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$[");
    }

    @Test
    void json_that_breaks_off_is_masked_as_far_as_it_goes() {
        assertThat(redactor.jsonText("{\"a\":1,\"password\":\"abc\",\"b\":\"cut of"))
                .isEqualTo("{\"a\":1,\"password\":\"[REDACTED]\",\"b\"…");
        assertThat(redactor.jsonText("{\"a\":1,\"refresh_token\":\"cut of")).doesNotContain("cut of");
        assertThat(redactor.with(new RedactionRules(Set.of(), Set.of(), List.of("$.b")))
                        .jsonText("{\"b\":\"hidden\",\"c\":\"cut of"))
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login failed, password=hunter2; try again|login failed, password=[REDACTED]; try again",
                "Authorization: Bearer eyJabc.def|Authorization: [REDACTED]",
                "{'api_key': 'abc def', x|{'api_key': '[REDACTED]', x",
                "curl -H \"X-Api-Key: abc\" https://h|curl -H \"X-Api-Key: [REDACTED]\" https://h",
                "the token is missing|the token is missing",
                "a=1: b=2|a=1: b=2",
                "value canary-42 here|value [REDACTED] here"
            })
    void free_text_is_masked_where_a_name_says_so(String text, String expected) {
        assertThat(redactor.text(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://u:p@h/x?a=1, https://[REDACTED]@h/x?a=1",
        "https://h/x?token=abc&b=@2, https://h/x?token=[REDACTED]&b=@2",
        "/relative?api_key=abc, /relative?api_key=[REDACTED]",
        "https://h/canary-42/x, https://h/[REDACTED]/x",
        "https://h/a@b, https://h/a@b"
    })
    void urls_are_masked(String url, String expected) {
        assertThat(redactor.url(url)).isEqualTo(expected);
    }

    @Test
    void a_body_is_treated_by_its_type() {
        assertThat(redactor.body(
                        Body.utf8("grant_type=x&client_secret=abc"),
                        Optional.of("application/x-www-form-urlencoded; charset=utf-8")))
                .contains("grant_type=x&client_secret=[REDACTED]");
        assertThat(redactor.body(Body.utf8(" {\"password\":\"x\"}"), Optional.of("text/plain")))
                .contains("{\"password\":\"[REDACTED]\"}");
        assertThat(redactor.body(Body.utf8("not json"), Optional.of("application/json")))
                .contains("not json");
        assertThat(redactor.body(Body.of(new byte[] {(byte) 0xff}), Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_body_that_was_cut_within_a_secret_does_not_show_its_beginning() {
        byte[] text = "plain text canary-42".getBytes(StandardCharsets.UTF_8);

        assertThat(redactor.body(Body.cut(Arrays.copyOf(text, text.length - 2), 100), Optional.of("text/plain")))
                .contains("plain text [REDACTED]");
    }

    @Test
    void deep_or_huge_json_neither_fails_nor_leaks() {
        String deep = "[".repeat(5000) + "{\"password\":\"leak\"}" + "]".repeat(5000);

        assertThat(redactor.jsonText(deep)).doesNotContain("leak");
    }

    @Test
    void masksXmlByNamesAndByPaths() {
        Redactor withPaths = redactor.with(
                new RedactionRules(Set.of(), Set.of(), List.of(), List.of("//ns:card/@number", "/ns:order/ns:pin")));
        String xml = "<order xmlns=\"urn:o\" access_token='abcdef'><card number=\"4711\" kind=\"x\"/><pin>0815</pin>"
                + "<password>geheim</password><n>1</n></order>";

        String masked =
                withPaths.body(Body.utf8(xml), Optional.of("application/xml")).orElseThrow();

        assertThat(masked)
                .doesNotContain("4711", "0815", "geheim", "abcdef")
                .contains("<n>1</n>", "kind=\"x\"", KnownSecrets.MASK);
        assertThat(withPaths
                        .body(Body.utf8("<order><pin>0815"), Optional.of("text/xml"))
                        .orElseThrow())
                .startsWith("[left out");
        assertThatThrownBy(() -> new RedactionRules(Set.of(), Set.of(), List.of(), List.of("//[")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.liverun.integrations.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {

    private static final String CANARY = "Kanari3n/vogel+\"42\" ü=&?";

    private final KnownSecrets known = new KnownSecrets();

    private void assertHidden(String text, String trace) {
        assertThat(text).contains(trace);
        assertThat(known.mask(text)).doesNotContain(trace).contains(KnownSecrets.MASK);
    }

    @Test
    void a_plain_value_is_masked_and_its_surroundings_stay() {
        known.remember("canary-value");

        assertThat(known.mask("before canary-value after canary-valuecanary-value."))
                .isEqualTo("before [REDACTED] after [REDACTED].");
    }

    @Test
    void a_percent_encoded_value_is_masked_whoever_encoded_it() {
        known.remember(CANARY);
        String form = URLEncoder.encode(CANARY, StandardCharsets.UTF_8);

        assertHidden("q=" + form + "&x=1", "Kanari3n");
        assertHidden("q=" + form.replace("+", "%20"), "Kanari3n");
        assertHidden("q=" + form.toLowerCase(Locale.ROOT).replace("kanari3n", "Kanari3n"), "Kanari3n");
        assertHidden("q=" + "%4B" + form.substring(1), "anari3n");
    }

    @Test
    void a_json_escaped_value_is_masked_whoever_escaped_it() {
        known.remember(CANARY);

        assertHidden(
                "{\"a\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(CANARY)) + "\"}", "Kanari3n");
        assertHidden("{\"a\":\"" + "Kanari3n\\/vogel\\u002b\\\"42\\\" \\u00FC=&?" + "\"}", "Kanari3n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "id-of-a-client:"})
    void a_value_inside_of_base64_is_masked_at_every_alignment(String before) {
        known.remember(CANARY);
        byte[] bytes = (before + CANARY + ":tail").getBytes(StandardCharsets.UTF_8);
        String core = Base64.getEncoder()
                .encodeToString(CANARY.getBytes(StandardCharsets.UTF_8))
                .substring(4, 20);

        String standard = known.mask("Basic " + Base64.getEncoder().encodeToString(bytes));
        String urlSafe =
                known.mask("token=" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));

        assertThat(standard).contains(KnownSecrets.MASK).doesNotContain(core);
        assertThat(urlSafe).contains(KnownSecrets.MASK);
        // What is left decodes to nothing of the value but, at most, its outermost bits.
        String left = standard.substring("Basic ".length()).replace(KnownSecrets.MASK, "");
        assertThat(left.length()).isLessThan((before.length() + ":tail".length()) * 4 / 3 + 8);
    }

    @Test
    void base64_that_was_percent_encoded_is_masked() {
        known.remember(CANARY);
        String encoded = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));

        assertThat(known.mask("h=" + URLEncoder.encode(encoded, StandardCharsets.UTF_8)))
                .startsWith("h=[REDACTED]");
    }

    @Test
    void bytes_that_are_no_text_are_overwritten_in_place() {
        known.remember("canary-value");
        byte[] bytes = "\0\1canary-value\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new String(known.mask(bytes), StandardCharsets.ISO_8859_1)).isEqualTo("\0\1************\0");
    }

    @Test
    void a_secret_that_was_cut_off_is_masked_as_far_as_it_is_there() {
        known.remember("canary-value");

        assertThat(known.maskCutOff("text canary-va")).isEqualTo("text [REDACTED]");
        assertThat(known.maskCutOff("text can")).isEqualTo("text can");
    }

    @Test
    void secrets_within_secrets_and_overlapping_ones_leave_nothing() {
        known.remember("abcdef");
        known.remember("cdefgh");
        known.remember("abcd");
        known.remember("de-longer-than-all-abcdef");

        assertThat(known.mask("xabcdefghx abcd de-longer-than-all-abcdefgh"))
                .isEqualTo("x[REDACTED]x [REDACTED] [REDACTED]");
    }

    @Test
    void what_is_too_short_to_be_told_from_text_is_left() {
        known.remember("on");

        assertThat(known.mask("on and on")).isEqualTo("on and on");
    }

    @Test
    void it_finds_exactly_what_a_naive_search_finds() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            KnownSecrets secrets = new KnownSecrets();
            List<String> values = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String value = letters(random, 4 + random.nextInt(4));
                values.add(value);
                secrets.remember(value);
            }
            String text = letters(random, 200);
            boolean[] secret = new boolean[text.length()];
            for (String value : values) {
                for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                    Arrays.fill(secret, at, at + value.length(), true);
                }
            }
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                if (!secret[i]) {
                    expected.append(text.charAt(i));
                } else if (i == 0 || !secret[i - 1]) {
                    expected.append(KnownSecrets.MASK);
                }
            }
            assertThat(secrets.mask(text)).isEqualTo(expected.toString());
        }
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(2)));
        }
        return letters.toString();
    }

    @Test
    void hostile_text_takes_no_longer_than_any_other() {
        known.remember("a".repeat(1000) + "b");
        for (int i = 0; i < 200; i++) {
            known.remember("aaaa" + i + "a".repeat(100));
        }
        String hostile = "a".repeat(1 << 20);

        assertThatCode(() -> Assertions.assertTimeout(Duration.ofSeconds(5), () -> known.mask(hostile)))
                .doesNotThrowAnyException();
    }
}

package dev.liverun.feedback.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private key|-----BEGIN OPENSSH PRIVATE KEY-----",
                "AWS access key|id AKIAIOSFODNN7EXAMPLE in it",
                "Slack token|xoxb-123456789012-abcdefghij",
                "webhook address|https://discord.com/api/webhooks/123456789/abcdef",
                "JSON Web Token|eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
                "Authorization header|Authorization: Basic YWRhOnNlY3JldA==",
                "bearer token|sent Bearer abcdefghijklmnop1234",
                "password or key|DB_PASSWORD=hunter22",
                "password or key|\"client_secret\": \"abcd1234\"",
                "password in an address|postgres://ada:hunter2@db.internal/x",
                "seed or key of 64 hexadecimal digits|0123456789abcdef0123456789abcdef0123456789ABCDEF0123456789abcdef",
                "e-mail address|write to ada@lovelace.org please",
                "bank account (IBAN)|to DE89 3704 0044 0532 0130 00 today",
                "payment card|card 4111 1111 1111 1111",
                "telephone number|call +49 30 1234567",
                "telephone number|Tel. 030 1234567"
            })
    void whatLooksSensitiveIsSpotted(String kind, String text) {
        assertThat(SensitiveText.in(text)).extracting(Spotted::kind).containsExactly(kind);
    }

    @Test
    void aTokenOfGitHubIsSpottedAndNotShown() {
        var token = "ghp_" + "a1B2".repeat(9);

        var spotted = SensitiveText.in("token " + token);

        assertThat(spotted).hasSize(1);
        assertThat(spotted.get(0).secret()).isTrue();
        assertThat(spotted.get(0).excerpt()).isEqualTo("ghp_…");
        assertThat(spotted.get(0).from()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The password field is empty",
                "password: ***",
                "password=${PASSWORD}",
                "secret: null",
                "ada@example.org wrote it",
                "commit 0123456789abcdef0123456789abcdef01234567",
                "id 01890a5d-ac96-774b-bcce-b302099a8057",
                "order 4111 1111 1111 1112",
                "at 2026-03-01T12:00:00Z it took 1234567 ms",
                "DE00 3704 0044 0532 0130 00",
                "Version 1.2.3-20260101120000",
                "https://liverun.test/feedback/1"
            })
    void whatDoesNotIsLeftInPeace(String text) {
        assertThat(SensitiveText.in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.", "a@", "1 ", "+1", "secret", "password:", "eyJa.", "A", "x://", "bearer ", "a1B2 "})
    void textOfAnyFormIsSearchedSoon(String piece) {
        var text = piece.repeat(60_000 / piece.length());

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> SensitiveText.in(text));
    }
}

package dev.liverun.feedback.github.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** GitHub, "Validating webhook deliveries": testing the webhook payload validation. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void gitHubsPublishedExampleIsAccepted() {
        assertThat(WebhookSignature.matches(SECRET, BODY, SIGNATURE)).isTrue();
        assertThat(WebhookSignature.of(SECRET, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void duringARotationBothSecretsAreGood() {
        assertThat(WebhookSignature.matches("new\n" + SECRET + "\n", BODY, SIGNATURE))
                .isTrue();
        assertThat(WebhookSignature.matches("new\nolder", BODY, SIGNATURE)).isFalse();
    }

    @Test
    void everythingElseIsRefused() {
        assertThat(WebhookSignature.matches(SECRET, BODY, null)).isFalse();
        assertThat(WebhookSignature.matches(SECRET, BODY, "")).isFalse();
        assertThat(WebhookSignature.matches(SECRET, BODY, SIGNATURE.substring(7)))
                .isFalse();
        assertThat(WebhookSignature.matches(SECRET, BODY, SIGNATURE + "0")).isFalse();
        assertThat(WebhookSignature.matches(SECRET, new byte[0], SIGNATURE)).isFalse();
        assertThat(WebhookSignature.matches("\n", BODY, WebhookSignature.of("x", BODY)))
                .isFalse();
    }
}

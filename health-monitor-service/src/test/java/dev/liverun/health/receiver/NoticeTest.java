package dev.liverun.health.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeTest {

    /** The vector that GitHub publishes for its own webhooks. */
    @Test
    void a_webhook_is_signed_as_receivers_know_it_from_github() {
        assertThat(Notice.signature("It's a Secret to Everybody", "Hello, World!".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void an_endpoints_name_mentions_nobody() {
        var notice = new Notice(
                UUID.randomUUID(),
                "OPENED",
                UUID.randomUUID(),
                UUID.randomUUID(),
                "<!channel> @everyone",
                "DOWN",
                "TIMEOUT",
                "TIMEOUT",
                null,
                Instant.EPOCH,
                null);

        assertThat(notice.slack().get("text").toString()).contains("&lt;!channel&gt;");
        assertThat(notice.discord()).containsKey("allowed_mentions");
    }
}

package dev.liverun.api.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.live.CloseCode;
import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.LiveClient;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveIT {

    private static final String NEWS = "/notes/weather/news";

    @Inject
    NewsRoute news;

    @Test
    void aReaderGetsASnapshotAndThenWhatIsTold() {
        try (var reader = LiveClient.connect(NEWS, Tokens.of(Roles.TESTER, "ada"))) {
            assertThat(reader.await("snapshot").path("topic").asText()).isEqualTo("weather for ada");
            news.tell("rain");
            assertThat(reader.await("news").path("text").asText()).isEqualTo("rain");
        }
        await().untilAsserted(() -> assertThat(news.readers()).isZero());
    }

    @Test
    void onlyWhoMayIsLetIn() {
        assertThat(LiveClient.refusal(NEWS, Map.of())).isEqualTo(401);
        assertThat(LiveClient.refusal(NEWS, bearer("nonsense"))).isEqualTo(401);
        assertThat(LiveClient.refusal(NEWS, bearer(Tokens.expired(Roles.TESTER, Duration.ofMinutes(5)))))
                .isEqualTo(401);
        assertThat(LiveClient.refusal(NEWS, bearer(Tokens.of(Roles.VIEWER)))).isEqualTo(403);
        assertThat(LiveClient.refusal(NEWS, bearer(Tokens.of(Roles.ADMIN)))).isEqualTo(101);
    }

    @Test
    void pagesOfOtherAddressesAreRefused() {
        var token = Tokens.of(Roles.TESTER);
        assertThat(LiveClient.refusal(NEWS, from("https://evil.example", token)))
                .isEqualTo(403);
        assertThat(LiveClient.refusal(NEWS, from("https://liverun.example", token)))
                .isEqualTo(101);
    }

    @Test
    void whatTheRouteRefusesIsTheAnswerToTheUpgrade() {
        assertThat(LiveClient.refusal("/notes/unknown/news", bearer(Tokens.of(Roles.TESTER))))
                .isEqualTo(404);
    }

    @Test
    void aPlainRequestIsAskedToUpgrade() {
        var answer = Tokens.as(Roles.TESTER).get("/api/v1" + NEWS);
        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void theSocketEndsWithItsToken() {
        try (var reader = LiveClient.connect(NEWS, Tokens.shortLived(Roles.TESTER, Duration.ofSeconds(3)))) {
            assertThat(reader.awaitClose()).isEqualTo(CloseCode.TOKEN_EXPIRED.code());
        }
    }

    @Test
    void heartbeatsTellThatItIsStillThere() {
        try (var reader = LiveClient.connect(NEWS, Tokens.of(Roles.TESTER))) {
            assertThat(reader.await("heartbeat").path("at").asText()).endsWith("Z");
        }
    }

    @Test
    void whoSendsTooMuchIsCutOff() {
        try (var reader = LiveClient.connect(NEWS, Tokens.of(Roles.TESTER))) {
            reader.await("snapshot");
            reader.trySend("x".repeat(100_000));
            assertThat(reader.awaitClose()).isNotZero();
        }
        try (var reader = LiveClient.connect(NEWS, Tokens.of(Roles.TESTER))) {
            reader.await("snapshot");
            for (int i = 0; i <= 200; i++) {
                reader.trySend("hello");
            }
            assertThat(reader.awaitClose()).isNotZero();
        }
    }

    @Test
    void whoReadsTooSlowlyGetsASnapshotInsteadOfAnEndlessQueue() {
        var longNews = "x".repeat(100_000);
        await().untilAsserted(() -> assertThat(news.readers()).isZero());
        try (var reader = LiveClient.connectWithoutReading(NEWS, Tokens.of(Roles.TESTER))) {
            await().untilAsserted(() -> assertThat(news.readers()).isEqualTo(1));
            for (int i = 0; i < 300; i++) {
                news.tell(longNews);
            }
            reader.read();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(reader.messages("snapshot")).hasSizeGreaterThanOrEqualTo(2));
            assertThat(reader.messages("news")).hasSizeLessThan(300);
            news.tell("on");
            assertThat(reader.await(message -> "on".equals(message.path("text").asText())))
                    .isNotNull();
        }
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static Map<String, String> from(String origin, String token) {
        return Map.of("Authorization", "Bearer " + token, "Origin", origin, "X-Forwarded-Host", "liverun.example");
    }
}

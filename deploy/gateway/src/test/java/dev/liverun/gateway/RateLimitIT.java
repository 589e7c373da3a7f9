package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Answer;
import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class RateLimitIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static final int PER_SUBJECT = 60;

    /** The first answer that refuses, and how many were admitted before. */
    private record Refusal(int admitted, Answer answer) {}

    /** They come back one a second, so on a slow machine a few more are admitted. */
    private static Refusal untilRefused(IntFunction<Answer> request) {
        for (int i = 0; i < 2000; i++) {
            var answer = request.apply(i);
            if (answer.status() == 429) {
                return new Refusal(i, answer);
            }
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void a_caller_past_their_share_is_told_when_to_come_back_and_others_are_not_held_up() {
        var bearer = "Bearer " + Client.tokenOf("ann-in-haste", "tester");

        // Whatever is asked for: reading and writing share it.
        var refusal = untilRefused(i -> i % 2 == 0
                ? client.get("/api/v1/sessions", "Authorization", bearer)
                : client.send("POST", "/api/v1/sessions", Buffer.buffer("{}"), "Authorization", bearer));
        var refused = refusal.answer();

        assertThat(refusal.admitted()).isGreaterThanOrEqualTo(PER_SUBJECT);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"caller\";q=60;w=60");
        assertThat(refused.header("RateLimit")).startsWith("\"caller\";r=0;t=");
        assertThat(client.get("/api/v1/sessions", "Authorization", "Bearer " + Client.token("tester"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_share_belongs_to_the_person_not_to_the_token_or_the_address() {
        var one = "Bearer " + Client.tokenOf("bob-everywhere", "tester");
        var two = "Bearer " + Client.tokenOf("bob-everywhere", "viewer");
        try (var elsewhere = Client.plain()) {
            untilRefused(i -> client.get("/api/v1/sessions", "Authorization", one));

            var other = elsewhere.get("/api/v1/sessions", "Authorization", two);

            assertThat(other.status() == 429 || other.header("RateLimit").equals("\"caller\";r=0"))
                    .as("a share used up")
                    .isTrue();
        }
    }

    @Test
    void whoever_has_no_valid_token_shares_with_their_address() {
        untilRefused(i -> client.get("/api/v1/sessions", "Authorization", "Bearer guess-" + i));

        try (var elsewhere = Client.plain()) {
            assertThat(elsewhere.get("/api/v1/sessions").status()).isEqualTo(200);
        }
    }

    @Test
    void an_admitted_caller_sees_what_is_left() {
        var answer = client.get("/api/v1/sessions", "Authorization", "Bearer " + Client.token("tester"));

        assertThat(answer.header("RateLimit")).isEqualTo("\"caller\";r=" + (PER_SUBJECT - 1));
    }

    @Test
    void pages_and_their_files_do_not_count() {
        var answer = client.get("/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit")).isNull();
    }
}

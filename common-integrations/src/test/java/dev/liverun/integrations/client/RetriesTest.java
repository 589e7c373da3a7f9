package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static dev.liverun.integrations.testing.Clients.withRetries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.Servers;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final OutgoingRequest GET = OutgoingRequest.get("");
    private static final OutgoingRequest POST =
            OutgoingRequest.to("POST", "").body("text/plain", "once").build();

    private final Clients clients = new Clients();
    private final AtomicInteger requests = new AtomicInteger();

    @AfterEach
    void close() {
        clients.close();
    }

    /** Answers with this status as often as told, then with 200. */
    private Target failing(int times, int status, String... header) {
        int port = Servers.http(clients.vertx, request -> {
            if (requests.incrementAndGet() > times) {
                request.response().end("ok");
                return;
            }
            request.response().setStatusCode(status);
            if (header.length == 2) {
                request.response().putHeader(header[0], header[1]);
            }
            request.response().end();
        });
        return target("http://127.0.0.1:" + port);
    }

    @Test
    void a_safe_request_is_repeated_until_it_succeeds_and_every_attempt_is_told() {
        Answered answered = clients.answered(withRetries(failing(2, 503), 3), GET);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.attempts())
                .extracting(attempt -> attempt.status().orElse(0))
                .containsExactly(503, 503, 200);
        assertThat(answered.attempts()).extracting("number").containsExactly(1, 2, 3);
    }

    @Test
    void after_the_last_attempt_the_answer_stands() {
        Answered answered = clients.answered(withRetries(failing(9, 500), 2), GET);

        assertThat(answered.status()).isEqualTo(500);
        assertThat(requests).hasValue(3);
    }

    @Test
    void what_may_have_happened_is_not_repeated() {
        assertThat(clients.answered(withRetries(failing(1, 503), 3), POST).status())
                .isEqualTo(503);
        assertThat(requests).hasValue(1);
    }

    @Test
    void what_the_caller_declares_repeatable_is_repeated() {
        OutgoingRequest query = OutgoingRequest.to("POST", "")
                .body("application/json", "{}")
                .repeatable(true)
                .build();

        assertThat(clients.answered(withRetries(failing(1, 503), 3), query).status())
                .isEqualTo(200);
    }

    @Test
    void what_was_never_sent_may_always_be_repeated() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        Failed failed = clients.failed(withRetries(target("http://127.0.0.1:" + port), 2), POST);

        assertThat(failed.attempts()).hasSize(3);
        assertThat(failed.mayHaveBeenReceived()).isFalse();
    }

    @Test
    void a_broken_post_may_have_been_received_and_is_not_repeated() {
        int port = Servers.tcp(
                clients.vertx,
                socket -> socket.handler(ignored -> {
                    requests.incrementAndGet();
                    socket.close();
                }));

        Failed failed = clients.failed(withRetries(target("http://127.0.0.1:" + port), 3), POST);

        assertThat(failed.attempts()).hasSize(1);
        assertThat(failed.mayHaveBeenReceived()).isTrue();
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_client_error_is_not_repeated() {
        assertThat(clients.answered(withRetries(failing(1, 404), 3), GET).attempts())
                .hasSize(1);
    }

    @Test
    void retry_after_is_waited_for_and_told() {
        Instant before = Instant.now();

        Answered answered = clients.answered(withRetries(failing(1, 429, "Retry-After", "1"), 3), GET);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(answered.throttle()).isPresent();
        assertThat(clients.throttles).singleElement().satisfies(throttle -> {
            assertThat(throttle.status()).isEqualTo(429);
            assertThat(throttle.requested()).isTrue();
        });
    }

    @Test
    void a_pause_longer_than_the_call_may_wait_ends_it_and_holds_for_the_next_one() {
        Target target = withRetries(failing(1, 429, "Retry-After", "120"), 3);

        assertThat(clients.answered(target, GET).status()).isEqualTo(429);
        Failed next = clients.failed(target, GET);

        assertThat(next.kind()).isEqualTo(FailureKind.PAUSED);
        assertThat(next.message()).contains("left alone for another");
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_pause_learnt_from_others_holds_for_that_endpoint_only() {
        Target target = failing(0, 200);
        clients.client()
                .pauseUntil(target.endpointId(), Instant.now().plusSeconds(60))
                .await()
                .atMost(Clients.PATIENCE);

        assertThat(clients.failed(target, GET).kind()).isEqualTo(FailureKind.PAUSED);
        assertThat(clients.answered(target(target.baseUrl().toString()), GET).status())
                .isEqualTo(200);
    }

    @Test
    void an_endpoint_cannot_silence_us_for_longer_than_the_maximum() {
        Answered answered = clients.answered(failing(1, 429, "Retry-After", "99999999"), GET);

        assertThat(answered.throttle()).hasValueSatisfying(throttle -> assertThat(throttle.pausedUntil())
                .isBefore(Instant.now().plusSeconds(3601)));
    }

    @Test
    void a_disabled_endpoint_is_not_called() {
        Target target = failing(0, 200);
        Target disabled =
                new Target(target.endpointId(), target.baseUrl(), target.auth(), target.timeout(), 3, 60, false);

        assertThat(clients.failed(disabled, GET).kind()).isEqualTo(FailureKind.DISABLED);
        assertThat(requests).hasValue(0);
    }

    @Test
    void a_gate_halts_everything_but_what_it_lets_pass() {
        clients.gates.add((target, request) ->
                request.purpose() == Purpose.UNDO ? Optional.empty() : Optional.of("All calls are halted"));
        Target target = failing(0, 200);

        Failed failed = clients.failed(target, GET);

        assertThat(failed.kind()).isEqualTo(FailureKind.HALTED);
        assertThat(failed.message()).isEqualTo("All calls are halted");
        assertThat(clients.answered(
                                target,
                                OutgoingRequest.to("DELETE", "/x")
                                        .purpose(Purpose.UNDO)
                                        .build())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void our_own_lack_of_budget_does_not_hide_what_the_endpoint_answered() {
        Target target = failing(5, 503);
        Target oncePerMinute =
                new Target(target.endpointId(), target.baseUrl(), target.auth(), target.timeout(), 3, 1, true);

        Answered answered = clients.answered(oncePerMinute, GET);

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.attempts()).hasSize(2);
        assertThat(answered.attempts().get(1).failure()).contains(FailureKind.BUDGET_EXHAUSTED);
    }

    @Test
    void calls_are_counted_without_naming_endpoints() {
        clients.answered(failing(0, 200), GET);

        assertThat(clients.meters
                        .get("liverun.calls")
                        .tags("purpose", "test", "outcome", "2xx")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(clients.meters.get("liverun.calls.budget.wait").timer().count())
                .isEqualTo(1);
    }
}

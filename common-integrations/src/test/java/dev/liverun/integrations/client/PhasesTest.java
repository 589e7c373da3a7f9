package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.http.WireLimits;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.Servers;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call tells about itself in each phase it can succeed or fail in. */
class PhasesTest {

    private static final OutgoingRequest GET = OutgoingRequest.get("");

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void an_answer_tells_its_phases_and_the_next_one_uses_the_kept_connection() {
        int port = Servers.http(clients.vertx, request -> request.response().end("hello"));
        clients.hosts.put("service.test", "127.0.0.1");
        var target = target("http://service.test:" + port);

        Answered first = clients.answered(target, GET);
        Answered second = clients.answered(target, GET);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().text()).isEqualTo("hello");
        assertThat(first.httpVersion()).isEqualTo("HTTP/1.1");
        assertThat(first.timings().reused()).isFalse();
        assertThat(first.timings().connectMicros()).isPositive();
        assertThat(first.timings().totalMicros())
                .isGreaterThanOrEqualTo(
                        first.timings().connectMicros() + first.timings().firstByteMicros());
        assertThat(second.timings().reused()).isTrue();
        assertThat(second.timings().dnsMicros() + second.timings().connectMicros())
                .isZero();
        assertThat(second.timings().firstByteMicros()).isPositive();
        assertThat(second.attempts()).hasSize(1);
    }

    @Test
    void a_name_that_nobody_resolves_in_time_is_a_timeout_in_dns() {
        clients.hosts.put("silent.test", "");

        assertFailure("http://silent.test", FailureKind.TIMEOUT, Phase.DNS, "silent.test was not resolved within 1 s");
    }

    @Test
    void a_name_without_an_address_is_a_dns_failure() {
        assertFailure("http://nothing.invalid", FailureKind.DNS, Phase.DNS, "cannot be resolved");
    }

    @Test
    void a_closed_port_refuses_the_connection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertFailure("http://127.0.0.1:" + port, FailureKind.CONNECT, Phase.CONNECT, "it refuses connections");
    }

    @Test
    void a_host_that_drops_packets_is_a_timeout_in_connect() throws IOException {
        List<SocketChannel> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1)) {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()));
                filling.add(channel);
            }

            assertFailure(
                    "http://127.0.0.1:" + full.getLocalPort(), FailureKind.TIMEOUT, Phase.CONNECT, "No connection");
        } finally {
            for (SocketChannel channel : filling) {
                channel.close();
            }
        }
    }

    @Test
    void a_server_that_never_shakes_hands_is_a_timeout_in_tls() {
        int port = Servers.tcp(clients.vertx, socket -> socket.handler(ignored -> {}));

        assertFailure("https://127.0.0.1:" + port, FailureKind.TIMEOUT, Phase.TLS, "No TLS handshake");
    }

    @Test
    void a_server_that_speaks_no_tls_fails_the_handshake() {
        int port = Servers.raw(clients.vertx, "HTTP/1.1 400 Bad Request\r\n\r\n", true);

        assertFailure("https://127.0.0.1:" + port, FailureKind.TLS, Phase.TLS, "handshake");
    }

    @Test
    void a_server_that_never_answers_is_a_timeout_before_the_first_byte() {
        int port = Servers.http(clients.vertx, request -> {});

        Failed failed = assertFailure("http://127.0.0.1:" + port, FailureKind.TIMEOUT, Phase.FIRST_BYTE, "No answer");
        assertThat(failed.timings().firstByteMicros()).isPositive();
        assertThat(failed.timings().totalMicros()).isGreaterThanOrEqualTo(900_000);
        assertThat(failed.mayHaveBeenReceived()).isTrue();
    }

    @Test
    void a_server_that_stops_in_the_middle_is_a_timeout_in_the_transfer() {
        int port = Servers.raw(clients.vertx, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", false);

        assertFailure("http://127.0.0.1:" + port, FailureKind.TIMEOUT, Phase.TRANSFER, "was not complete within 1 s");
    }

    @Test
    void a_connection_that_is_reset_before_the_answer_is_a_reset() {
        int port = Servers.tcp(clients.vertx, socket -> socket.handler(ignored -> socket.close()));

        assertFailure("http://127.0.0.1:" + port, FailureKind.RESET, Phase.FIRST_BYTE, "before an answer");
    }

    @Test
    void an_answer_that_breaks_off_is_a_reset_in_the_transfer() {
        int port = Servers.raw(clients.vertx, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true);

        assertFailure("http://127.0.0.1:" + port, FailureKind.RESET, Phase.TRANSFER, "in the middle of the answer");
    }

    @Test
    void what_is_not_http_is_malformed() {
        int port = Servers.raw(clients.vertx, "SSH-2.0-OpenSSH_9.2\r\n\r\n", false);

        assertFailure("http://127.0.0.1:" + port, FailureKind.MALFORMED, Phase.TRANSFER, "not HTTP/1.1");
    }

    @Test
    void an_announced_body_above_the_limit_is_too_large_before_it_arrives() {
        clients.limits = new WireLimits(8192, 1000, Duration.ofSeconds(5), 10);
        int port = Servers.raw(clients.vertx, "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", false);

        assertFailure("http://127.0.0.1:" + port, FailureKind.TOO_LARGE, Phase.TRANSFER, "larger than 1000 bytes");
    }

    @Test
    void a_body_without_an_end_is_broken_off_at_the_limit() {
        clients.limits = new WireLimits(8192, 100_000, Duration.ofSeconds(5), 10);
        int port = Servers.http(clients.vertx, request -> {
            request.response().setChunked(true);
            for (int i = 0; i < 100; i++) {
                request.response().write(Buffer.buffer(new byte[10_000]));
            }
        });

        assertFailure("http://127.0.0.1:" + port, FailureKind.TOO_LARGE, Phase.TRANSFER, "larger than 100000 bytes");
    }

    @Test
    void a_head_above_the_limit_is_too_large() {
        clients.limits = new WireLimits(1000, 1000, Duration.ofSeconds(5), 10);
        int port = Servers.raw(clients.vertx, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(2000) + "\r\n\r\n", false);

        assertFailure("http://127.0.0.1:" + port, FailureKind.TOO_LARGE, Phase.TRANSFER, "headers");
    }

    @Test
    void only_the_beginning_of_a_long_body_is_kept_and_its_size_told() {
        int port = Servers.http(clients.vertx, request -> request.response().end("x".repeat(5000)));

        Answered answered = clients.answered(
                target("http://127.0.0.1:" + port),
                OutgoingRequest.to("GET", "/").keepBytes(100).build());

        assertThat(answered.body().bytes()).hasSize(100);
        assertThat(answered.body().size()).isEqualTo(5000);
        assertThat(answered.body().truncated()).isTrue();
    }

    @Test
    void a_status_that_http_does_not_know_is_still_an_answer() {
        int port = Servers.raw(clients.vertx, "HTTP/1.1 799 Odd\r\nContent-Length: 0\r\n\r\n", false);

        assertThat(clients.answered(target("http://127.0.0.1:" + port), GET).status())
                .isEqualTo(799);
    }

    @Test
    void interim_answers_are_passed_over() {
        int port = Servers.raw(
                clients.vertx,
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                false);

        assertThat(clients.answered(target("http://127.0.0.1:" + port), GET)
                        .body()
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void a_body_without_a_length_ends_with_the_connection() {
        int port = Servers.once("HTTP/1.0 200 OK\r\n\r\nuntil the end");

        assertThat(clients.answered(target("http://127.0.0.1:" + port), GET)
                        .body()
                        .text())
                .isEqualTo("until the end");
    }

    @Test
    void a_kept_connection_that_the_server_closes_is_replaced_without_another_attempt() {
        AtomicInteger requests = new AtomicInteger();
        int port = Servers.tcp(clients.vertx, socket -> {
            AtomicInteger onThisConnection = new AtomicInteger();
            socket.handler(request -> {
                requests.incrementAndGet();
                if (onThisConnection.incrementAndGet() == 1) {
                    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                } else {
                    socket.close();
                }
            });
        });
        var target = target("http://127.0.0.1:" + port);
        clients.answered(target, GET);

        Answered second = clients.answered(target, GET);

        assertThat(second.attempts()).hasSize(1);
        assertThat(second.timings().reused()).isFalse();
        assertThat(requests).hasValue(3);
    }

    @Test
    void two_endpoints_on_one_host_share_no_connection() {
        int port = Servers.http(clients.vertx, request -> request.response().end());
        String url = "http://127.0.0.1:" + port;
        clients.answered(target(url), GET);

        assertThat(clients.answered(target(url), GET).timings().reused()).isFalse();
    }

    @Test
    void a_request_that_must_not_be_repeated_never_goes_over_a_kept_connection() {
        int port = Servers.http(clients.vertx, request -> request.response().end());
        var target = target("http://127.0.0.1:" + port);
        clients.answered(target, GET);

        Answered post = clients.answered(
                target, OutgoingRequest.to("POST", "").body("text/plain", "x").build());

        assertThat(post.timings().reused()).isFalse();
    }

    @Test
    void a_cancelled_call_closes_its_connection() {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger arrived = new AtomicInteger();
        int port = Servers.tcp(clients.vertx, socket -> {
            socket.closeHandler(end -> closed.incrementAndGet());
            socket.handler(request -> arrived.incrementAndGet());
        });

        var running = clients.client()
                .call(target("http://127.0.0.1:" + port), GET)
                .subscribe()
                .with(ignored -> {});
        await().untilAtomic(arrived, equalTo(1));
        running.cancel();

        await().untilAtomic(closed, equalTo(1));
    }

    private Failed assertFailure(String url, FailureKind kind, Phase phase, String message) {
        Failed failed =
                kind == FailureKind.TIMEOUT ? clients.soonFailed(target(url), GET) : clients.failed(target(url), GET);
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.phase()).isEqualTo(phase);
        assertThat(failed.message()).contains(message);
        assertThat(failed.attempts()).hasSize(1);
        return failed;
    }
}

package dev.liverun.integrations.client;

import static dev.liverun.integrations.testing.Clients.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.outcome.CallOutcome.Reached;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.testing.Certificates;
import dev.liverun.integrations.testing.Clients;
import dev.liverun.integrations.testing.Servers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that go less far, or elsewhere, than an HTTP exchange. */
class ReachTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    private static OutgoingRequest reaching(Reach reach) {
        return OutgoingRequest.to("GET", "").reach(reach).build();
    }

    private Reached reached(String url, Reach reach) {
        return (Reached) clients.call(target(url), reaching(reach));
    }

    @Test
    void a_connection_is_opened_and_closed_and_nothing_is_sent() {
        var received = new AtomicInteger();
        int port = Servers.tcp(clients.vertx, socket -> socket.handler(bytes -> received.incrementAndGet()));

        var reached = reached("http://127.0.0.1:" + port, Reach.CONNECTION);

        assertThat(reached.timings().connectMicros()).isPositive();
        assertThat(reached.timings().reused()).isFalse();
        assertThat(reached.tls()).isEmpty();
        assertThat(reached("http://127.0.0.1:" + port, Reach.CONNECTION)
                        .timings()
                        .reused())
                .isFalse();
        assertThat(received).hasValue(0);
    }

    @Test
    void a_connection_with_tls_shows_its_certificate(@TempDir Path directory) {
        var certificates = Certificates.selfSigned(directory, "secure.test", "-1d", 30);
        clients.authorities = Optional.of(certificates.pem());
        clients.hosts.put("secure.test", "127.0.0.1");
        int port = Servers.https(clients.vertx, certificates.keyStore(), request -> request.response()
                .end());

        var reached = reached("https://secure.test:" + port, Reach.CONNECTION);

        assertThat(reached.tls())
                .hasValueSatisfying(tls -> assertThat(tls.subject()).isEqualTo("CN=secure.test"));
        assertThat(reached.timings().tlsMicros()).isPositive();
    }

    @Test
    void a_closed_port_is_not_reached() {
        var failed = clients.failed(target("http://127.0.0.1:9"), reaching(Reach.CONNECTION));

        assertThat(failed.kind()).isEqualTo(FailureKind.CONNECT);
    }

    @Test
    void a_name_is_resolved_and_its_addresses_are_told() {
        clients.hosts.put("named.test", "127.0.0.7");

        var reached = reached("http://named.test", Reach.ADDRESSES);

        assertThat(reached.addresses()).containsExactly("127.0.0.7");
    }

    @Test
    void a_name_without_address_or_answer_fails_in_dns() {
        clients.hosts.put("silent.test", "");

        assertThat(clients.failed(target("http://nothing.invalid"), reaching(Reach.ADDRESSES))
                        .kind())
                .isEqualTo(FailureKind.DNS);
        var silent = clients.soonFailed(target("http://silent.test"), reaching(Reach.ADDRESSES));
        assertThat(silent.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(silent.phase()).isEqualTo(Phase.DNS);
    }

    @Test
    void the_egress_policy_holds_for_all_of_them() {
        clients.policy = EgressPolicy.STRICT;
        clients.hosts.put("inner.test", "10.0.0.1");

        for (var reach : Reach.values()) {
            assertThat(clients.failed(target("http://inner.test"), reaching(reach))
                            .kind())
                    .isEqualTo(FailureKind.POLICY);
        }
    }

    @Test
    void a_gate_stops_them_too() {
        clients.gates.add((target, request) -> Optional.of("All calls are halted"));

        assertThat(clients.failed(target("http://127.0.0.1:9"), reaching(Reach.CONNECTION))
                        .kind())
                .isEqualTo(FailureKind.HALTED);
    }

    @Test
    void a_websocket_handshake_is_answered_with_101_and_its_proof() {
        int port = Servers.http(
                clients.vertx, request -> request.toWebSocket().onSuccess(socket -> socket.writeTextMessage("hello")));

        var answered = clients.answered(target("http://127.0.0.1:" + port), reaching(Reach.WEBSOCKET));

        assertThat(answered.status()).isEqualTo(101);
    }

    @Test
    void a_server_without_websockets_answers_as_it_likes() {
        int port = Servers.http(clients.vertx, request -> request.response().end("hello"));

        assertThat(clients.answered(target("http://127.0.0.1:" + port), reaching(Reach.WEBSOCKET))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_101_without_the_proof_is_no_answer() {
        int port = Servers.raw(
                clients.vertx,
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
                false);

        assertThat(clients.failed(target("http://127.0.0.1:" + port), reaching(Reach.WEBSOCKET))
                        .kind())
                .isEqualTo(FailureKind.MALFORMED);
    }
}

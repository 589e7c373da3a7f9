package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import dev.liverun.gateway.testing.Keys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class WebSocketIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** What somebody received, up to the end. */
    private record Received(List<String> texts, Promise<String> closed) {}

    private WebSocket connect(String query, String... headers) {
        return Client.await(client.webSocket("/api/v1/stream" + query, null, headers));
    }

    /** Listens from the first frame on: what comes right after the handshake would be missed later. */
    private Received listening(String query, String... headers) {
        return Client.await(
                client.webSocket("/api/v1/stream" + query, null, headers).map(WebSocketIT::listen));
    }

    private static Received listen(WebSocket socket) {
        var received = new Received(new ArrayList<>(), Promise.promise());
        socket.textMessageHandler(received.texts::add);
        socket.closeHandler(end -> received.closed.tryComplete(socket.closeStatusCode() + " " + socket.closeReason()));
        return received;
    }

    private int refusal(String uri, String... headers) {
        try {
            Client.await(client.webSocket(uri, null, headers)).close();
            return 101;
        } catch (IllegalStateException e) {
            return ((UpgradeRejectedException) e.getCause()).getStatus();
        }
    }

    private String own() {
        return "http://127.0.0.1:" + client.port();
    }

    private String cookie(String token) {
        return "liverun-" + client.port() + "=" + token;
    }

    @Test
    void text_and_binary_messages_come_back_as_they_were_sent_in_their_frames() {
        var socket = connect("", "Authorization", "Bearer " + Client.token("tester"));
        var texts = Promise.<String>promise();
        var bytes = Promise.<Buffer>promise();
        var frames = new AtomicLong();
        socket.frameHandler(frame -> frames.incrementAndGet());
        socket.textMessageHandler(texts::tryComplete);
        socket.binaryMessageHandler(bytes::tryComplete);

        socket.writeFrame(WebSocketFrame.textFrame("grüße ", false));
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("an "), false));
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("alle"), true));
        socket.writeBinaryMessage(Buffer.buffer(new byte[] {0, 1, (byte) 255}));

        assertThat(Client.await(texts.future())).isEqualTo("grüße an alle");
        assertThat(Client.await(bytes.future()).getBytes()).containsExactly(0, 1, 255);
        // A message's own handler may be called before the one that counts its frame.
        Awaitility.await().untilAsserted(() -> assertThat(frames.get()).isEqualTo(4));
        socket.close();
    }

    @Test
    void the_service_sees_path_query_token_and_correlation_id_but_no_cookie() {
        var token = Client.token("tester");
        var socket = connect(
                "?session=1",
                "Cookie",
                cookie(token),
                "Origin",
                own(),
                "X-Correlation-Id",
                "watching",
                "X-Forwarded-For",
                "10.0.0.1");

        var handshake = client.stub("session").getJsonObject("socket").getJsonObject("handshake");
        var headers = handshake.getJsonObject("headers");
        assertThat(handshake.getString("uri")).isEqualTo("/api/v1/stream?session=1");
        assertThat(headers.getJsonArray("authorization")).containsExactly("Bearer " + token);
        assertThat(headers.getJsonArray("x-correlation-id")).containsExactly("watching");
        assertThat(headers.getJsonArray("origin")).containsExactly(own());
        assertThat(headers.getJsonArray("x-forwarded-for").getString(0)).startsWith("127.0.1.");
        assertThat(headers.containsKey("cookie")).isFalse();
        socket.close();
    }

    @Test
    void a_services_close_reaches_the_client_after_everything_before_it() {
        var received = listening("?ws=close");

        assertThat(Client.await(received.closed.future())).isEqualTo("4321 enough");
        assertThat(received.texts).containsExactly("one", "two");
    }

    @Test
    void a_clients_close_reaches_the_service() {
        connect("").close((short) 4001, "seen enough");

        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> client.stub("session")
                .getJsonObject("socket")
                .getString("closed")
                .equals("4001 seen enough"));
    }

    @Test
    void a_service_that_vanishes_is_reported_as_a_bad_gateway() {
        var received = listening("?ws=die");

        assertThat(Client.await(received.closed.future())).startsWith("1014 session went away");
    }

    @Test
    void the_service_chooses_the_sub_protocol() {
        var chosen = Client.await(client.webSocket("/api/v1/stream", "v0.liverun,v1.liverun"));
        assertThat(chosen.subProtocol()).isEqualTo("v1.liverun");
        chosen.close();

        var none = Client.await(client.webSocket("/api/v1/stream", null));
        assertThat(none.subProtocol()).isNull();
        none.close();
    }

    @Test
    void a_services_refusal_reaches_the_client_as_it_is() {
        assertThat(refusal("/api/v1/stream?ws=refuse")).isEqualTo(401);
        assertThat(refusal("/api/v1/nothing")).isEqualTo(404);
    }

    @Test
    void a_service_that_is_away_refuses_with_503() {
        client.control("health-monitor", "stop");
        try {
            assertThat(refusal("/api/v1/integrations/stream")).isEqualTo(503);
        } finally {
            client.control("health-monitor", "start");
        }
    }

    @Test
    void pages_of_other_origins_are_refused_whatever_they_carry() {
        var token = Client.token("tester");

        assertThat(refusal("/api/v1/stream", "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(refusal("/api/v1/stream", "Origin", "null")).isEqualTo(403);
        assertThat(refusal("/api/v1/stream", "Origin", "http://127.0.0.1:1")).isEqualTo(403);
        assertThat(refusal("/api/v1/stream", "Origin", "https://evil.example", "Cookie", cookie(token)))
                .isEqualTo(403);
        assertThat(refusal("/api/v1/stream", "Cookie", cookie(token)))
                .as("a cookie without an origin")
                .isEqualTo(403);
        assertThat(refusal("/api/v1/stream", "Origin", "https://console.example.org", "Cookie", cookie(token)))
                .as("an origin that the operator trusts")
                .isEqualTo(101);
    }

    @Test
    void a_token_in_the_address_is_refused_with_a_reason() {
        assertThat(refusal("/api/v1/stream?access_token=" + Client.token("tester")))
                .isEqualTo(400);
    }

    @Test
    void an_expired_cookie_is_no_token() {
        var old = Keys.token(Client.key(), "ann", Instant.now().minusSeconds(300), Keys.ISSUER, "tester");
        connect("", "Cookie", cookie(old), "Origin", own()).close();

        var headers = client.stub("session")
                .getJsonObject("socket")
                .getJsonObject("handshake")
                .getJsonObject("headers");
        assertThat(headers.containsKey("authorization")).isFalse();
    }

    @Test
    void a_message_larger_than_allowed_ends_the_connection_and_not_the_gateway() {
        var received = listening("");
        var socket = connect("");
        var large = listen(socket);
        for (int i = 0; i < 6; i++) {
            var piece = Buffer.buffer(new byte[60_000]);
            socket.writeFrame(
                    i == 0 ? WebSocketFrame.binaryFrame(piece, false) : WebSocketFrame.continuationFrame(piece, false));
        }

        assertThat(Client.await(large.closed.future())).startsWith("1009");
        assertThat(received.closed.future().isComplete()).isFalse();
    }

    @Test
    void a_frame_larger_than_allowed_ends_the_connection() {
        var socket = connect("");
        var received = listen(socket);

        socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(new byte[200_000]), true));

        assertThat(Client.await(received.closed.future())).isNotEmpty();
    }

    @Test
    void a_client_that_does_not_read_slows_the_service_down_and_is_given_up_in_the_end() {
        var socket = connect("?ws=flood");
        socket.pause();
        var last = new AtomicLong(-1);

        Awaitility.await()
                .pollInterval(300, TimeUnit.MILLISECONDS)
                .atMost(15, TimeUnit.SECONDS)
                .until(() -> {
                    var sent = client.stub("session").getJsonObject("socket").getLong("sent");
                    return last.getAndSet(sent) == sent && sent > 0;
                });

        assertThat(last.get()).isLessThan(32L * 1024 * 1024);
        Awaitility.await().atMost(15, TimeUnit.SECONDS).until(() -> !client.stub("session")
                .getJsonObject("socket")
                .getString("closed")
                .isEmpty());
        socket.resume();
    }

    @Test
    void a_quiet_connection_stays_open() {
        var received = listening("");

        Awaitility.await()
                .during(2, TimeUnit.SECONDS)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> !received.closed.future().isComplete());
    }

    @Test
    void nobody_opens_more_than_their_share_and_closing_gives_it_back() {
        var bearer = "Bearer " + Client.token("tester");
        var first = connect("", "Authorization", bearer);
        connect("", "Authorization", bearer);
        connect("", "Authorization", bearer);
        assertThatThrownBy(() -> connect("", "Authorization", bearer)).hasMessageContaining("429");

        Client.await(first.close());

        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> refusal("/api/v1/stream", "Authorization", bearer) == 101);
    }
}

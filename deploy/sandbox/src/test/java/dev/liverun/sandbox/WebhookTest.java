package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.BOT;
import static dev.liverun.sandbox.TestSandbox.HUMAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final String REPO = "/github/repos/liverun/demo";
    private static final String SECRET = "It's a Secret to Everybody";
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private TestSandbox sandbox;

    record Received(String event, String delivery, String signature, byte[] body) {
        JsonObject json() {
            return new JsonObject(new String(body, UTF_8));
        }

        String name() {
            return event + "." + json().getString("action");
        }

        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
                return signature.equals("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            var headers = exchange.getRequestHeaders();
            received.add(new Received(
                    headers.getFirst("X-GitHub-Event"),
                    headers.getFirst("X-GitHub-Delivery"),
                    headers.getFirst("X-Hub-Signature-256"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        sandbox = TestSandbox.startWith(
                Map.of("SANDBOX_GITHUB_WEBHOOK_URL", url(), "SANDBOX_GITHUB_WEBHOOK_SECRET", SECRET));
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private int open() {
        return sandbox.post(REPO + "/issues", new JsonObject().put("title", "Pay twice ✓"), BOT)
                .json()
                .getInteger("number");
    }

    private void awaitReceived(String... names) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(received).extracting(Received::name).containsExactlyInAnyOrder(names));
    }

    @Test
    void what_happens_to_an_issue_is_told_signed_over_the_raw_bytes() {
        int number = open();
        sandbox.post(REPO + "/issues/" + number + "/comments", new JsonObject().put("body", "Why?"), HUMAN);
        sandbox.post(
                REPO + "/issues/" + number + "/labels",
                new JsonObject().put("labels", new JsonArray().add("bug")),
                HUMAN);
        sandbox.patch(REPO + "/issues/" + number, new JsonObject().put("title", "Pay once"), HUMAN);
        sandbox.patch(REPO + "/issues/" + number, new JsonObject().put("state", "closed"), HUMAN);
        sandbox.patch(REPO + "/issues/" + number, new JsonObject().put("state", "open"), HUMAN);

        awaitReceived(
                "issues.opened",
                "issue_comment.created",
                "issues.labeled",
                "issues.edited",
                "issues.closed",
                "issues.reopened");

        assertThat(received).allMatch(r -> r.isSignedWith(SECRET));
        assertThat(received).extracting(Received::delivery).doesNotHaveDuplicates();
        JsonObject closed = received.stream()
                .filter(r -> r.name().equals("issues.closed"))
                .findFirst()
                .orElseThrow()
                .json();
        assertThat(closed.getJsonObject("issue").getString("state")).isEqualTo("closed");
        assertThat(closed.getJsonObject("sender").getString("login")).isEqualTo("maintainer");
        assertThat(closed.getJsonObject("repository").getString("full_name")).isEqualTo("liverun/demo");
        assertThat(closed.getJsonObject("issue").getString("html_url"))
                .isEqualTo(sandbox.server.url() + "/github/liverun/demo/issues/" + number);
    }

    @Test
    void a_patch_that_changes_nothing_tells_nothing() {
        int number = open();
        sandbox.patch(REPO + "/issues/" + number, new JsonObject().put("state", "open"), HUMAN);
        sandbox.patch(REPO + "/issues/" + number, new JsonObject().put("state", "closed"), HUMAN);

        awaitReceived("issues.opened", "issues.closed");
    }

    @Test
    void webhooks_can_be_lost_doubled_and_forged() {
        sandbox.setFault(
                "github",
                "[{\"webhooks\": \"drop\", \"times\": 1}, {\"webhooks\": \"duplicate\", \"times\": 1},"
                        + " {\"webhooks\": \"bad_signature\", \"times\": 1}]");

        open();
        open();
        open();
        open();

        awaitReceived("issues.opened", "issues.opened", "issues.opened", "issues.opened");
        assertThat(received)
                .extracting(r -> r.json().getJsonObject("issue").getInteger("number"))
                .containsExactlyInAnyOrder(2, 2, 3, 4);
        assertThat(received.stream().filter(r -> !r.isSignedWith(SECRET))).hasSize(1);
        assertThat(received.stream().map(Received::delivery).distinct()).hasSize(3);
    }

    @Test
    void a_registered_hook_is_pinged_gets_its_events_and_a_redelivery() {
        String hooks = REPO + "/hooks";
        var hook = new JsonObject()
                .put("name", "web")
                .put("events", new JsonArray().add("issue_comment"))
                .put(
                        "config",
                        new JsonObject()
                                .put("url", url() + "?second")
                                .put("content_type", "json")
                                .put("secret", "other"));
        String path = hooks + "/" + sandbox.post(hooks, hook, BOT).json().getInteger("id");
        int number = open();
        sandbox.post(REPO + "/issues/" + number + "/comments", new JsonObject().put("body", "Why?"), HUMAN);

        awaitReceived("ping.null", "issues.opened", "issue_comment.created", "issue_comment.created");
        assertThat(received.stream().filter(r -> r.isSignedWith("other"))).hasSize(2);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(sandbox.get(path + "/deliveries", BOT)
                        .array()
                        .getJsonObject(0)
                        .getInteger("status_code"))
                .isEqualTo(202));
        JsonObject delivery = sandbox.get(path + "/deliveries", BOT).array().getJsonObject(0);

        sandbox.send("POST", path + "/deliveries/" + delivery.getInteger("id") + "/attempts", "", BOT);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        received.stream().filter(r -> r.delivery().equals(delivery.getString("guid"))))
                .hasSize(2));
    }

    @Test
    void a_receiver_that_is_away_costs_nobody_an_issue() {
        receiver.stop(0);

        int number = open();

        assertThat(sandbox.get(REPO + "/issues/" + number, BOT).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(sandbox.get(REPO + "/hooks/1/deliveries", BOT)
                                .array()
                                .getJsonObject(0)
                                .getString("status"))
                        .startsWith("failed to connect"));
    }
}

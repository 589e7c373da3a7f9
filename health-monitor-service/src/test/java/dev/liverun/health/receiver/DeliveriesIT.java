package dev.liverun.health.receiver;

import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.contract.CallsHalted;
import dev.liverun.events.contract.CallsReleased;
import dev.liverun.events.contract.HaltSnapshot;
import dev.liverun.health.testing.Integrations;
import dev.liverun.health.testing.KafkaTopics;
import dev.liverun.health.testing.Receivers;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How receivers are told. */
@QuarkusTest
class DeliveriesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Object> AT_ONCE =
            Map.of("fall", Map.of("checks", 1, "of", 1), "rise", Map.of("checks", 1, "of", 1));

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    /** Ends the name of this test's endpoint: receivers are told of every alarm, also of those of other tests. */
    private final String own = "@everyone " + UUID.randomUUID();

    private Target target;
    private HttpServer listener;

    @BeforeEach
    void start() {
        target = new Target();
        listener = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    boolean mine = body.toString().contains(own);
                    boolean refused = mine && refusals.getAndDecrement() > 0;
                    if (mine && !refused) {
                        told.add(body.toString());
                    }
                    request.response().setStatusCode(refused ? 503 : 200).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        target.close();
        vertx.close();
    }

    @Test
    void slack_and_discord_are_told_in_their_own_words() {
        var slack = receiver("SLACK");
        var discord = receiver("DISCORD");

        fall();

        await().atMost(PATIENCE).until(() -> told("\"text\"") == 1 && told("\"content\"") == 1);
        assertThat(told).anySatisfy(body -> assertThat(body)
                .startsWith("{\"text\":\"&lt;b&gt;&amp; @everyone ")
                .contains("is UNHEALTHY (DOWN, SERVER_ERROR). Answered 500."));
        assertThat(told).anySatisfy(body -> assertThat(body)
                .contains("\"content\":\"<b>& @everyone ")
                .contains("\"allowed_mentions\":{\"parse\":[]}"));
        Receivers.remove(slack);
        Receivers.remove(discord);
    }

    /** A receiver that refuses is told again after ten seconds. */
    @Test
    void a_halt_of_all_calls_does_not_keep_alarms_from_people_and_a_refusal_is_repeated() {
        refusals.set(1);
        var receiver = receiver("SLACK");
        try (var kafka = new KafkaTopics()) {
            var id = fall();
            kafka.publish(Event.state(new CallsHalted(halt(true, 2_000_001), "olga"), 2_000_001, NOON));
            await().atMost(PATIENCE).until(() -> status(id) == 409);

            await().atMost(PATIENCE).until(() -> told("is UNHEALTHY") == 1);

            assertThat(status(id)).isEqualTo(409);
            assertThat(refusals.get()).isNegative();
            kafka.publish(Event.state(new CallsReleased(halt(false, 2_000_002), "olga"), 2_000_002, NOON));
            await().atMost(PATIENCE).until(() -> status(id) == 200);
        }
        Receivers.remove(receiver);
    }

    private UUID fall() {
        var id = registerChecked(target.url(), Map.of("name", "<b>& " + own, "confirmation", AT_ONCE));
        target.behaves(Target.answering(500));
        check(id);
        return id;
    }

    private long told(String part) {
        return told.stream().filter(body -> body.contains(part)).count();
    }

    private static int status(UUID id) {
        return Tokens.as(Roles.TESTER)
                .post(Integrations.PATH + "/" + id + "/health")
                .statusCode();
    }

    private static HaltSnapshot halt(boolean halted, long version) {
        return new HaltSnapshot(HaltSnapshot.ID, halted, "a test", NOON, version);
    }

    private String receiver(String format) {
        return Receivers.add(format, "http://127.0.0.1:" + listener.actualPort() + "/");
    }
}

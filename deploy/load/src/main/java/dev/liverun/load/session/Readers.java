package dev.liverun.load.session;

import static dev.liverun.load.session.SessionsBenchmark.print;
import static dev.liverun.load.session.SessionsBenchmark.told;

import dev.liverun.load.world.World;
import io.vertx.core.Future;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/** Notes at a steady rate, told to a thousand readers. */
final class Readers {

    private static final int READERS = 1_000;
    private static final int DELTAS_PER_SECOND = 50;
    private static final Duration UNTIL_COMPILED = Duration.ofSeconds(15);
    private static final Duration FOLLOWED = Duration.ofSeconds(20);
    private static final int AT_ONCE = 50;

    private final SessionWorld world;
    private final UUID session;
    private final ConcurrentHistogram delay = new ConcurrentHistogram(3);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger deltas = new AtomicInteger();
    private final AtomicInteger snapshots = new AtomicInteger();

    Readers(SessionWorld world) {
        this.world = world;
        this.session = world.session();
    }

    boolean run() {
        // One client's pool has not more than one event loop.
        var clients = IntStream.range(0, 2)
                .mapToObj(nr ->
                        world.vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(READERS)))
                .toList();
        for (int from = 0; from < READERS; from += AT_ONCE) {
            SessionWorld.now(Future.all(IntStream.range(from, from + AT_ONCE)
                    .mapToObj(nr -> open(clients.get(nr % 2)))
                    .toList()));
        }
        World.eventually(() -> snapshots.get() >= READERS, "every reader has a snapshot");
        IntConsumer note = nr -> {
            sent.incrementAndGet();
            world.post(
                    "/sessions/" + session + "/timeline",
                    new JsonObject().put("text", Long.toString(System.nanoTime())));
        };
        SessionWorld.paced(DELTAS_PER_SECOND, UNTIL_COMPILED, note);
        World.eventually(this::allRead, "every reader has every delta");
        delay.reset();
        SessionWorld.paced(DELTAS_PER_SECOND, FOLLOWED, note);
        World.eventually(this::allRead, "every reader has every delta");
        print("note sent to delta read, %,d readers at %d deltas/s".formatted(READERS, DELTAS_PER_SECOND), delay);
        System.out.printf("   %,d of %,d deltas read; snapshots %,d%n", deltas.get(), wanted(), snapshots.get());
        clients.forEach(WebSocketClient::close);
        return told(
                "p99 < 250 ms, each delta once",
                delay.getValueAtPercentile(99) < TimeUnit.MILLISECONDS.toMicros(250) && deltas.get() == wanted());
    }

    private int wanted() {
        return sent.get() * READERS;
    }

    private boolean allRead() {
        return deltas.get() >= wanted();
    }

    private Future<?> open(WebSocketClient client) {
        return client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(world.service.port())
                        .setURI("/api/v1/stream?session_id=" + session)
                        .putHeader("Authorization", world.authorization()))
                .onSuccess(socket -> socket.textMessageHandler(this::read));
    }

    private void read(String text) {
        long read = System.nanoTime();
        if (text.startsWith("{\"type\":\"delta\"")) {
            var mark = "\"text\":\"";
            for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
                int from = at + mark.length();
                long begun = Long.parseLong(text, from, text.indexOf('"', from), 10);
                delay.recordValue(TimeUnit.NANOSECONDS.toMicros(read - begun));
                deltas.incrementAndGet();
            }
        } else if (text.contains("\"type\":\"snapshot\"")) {
            snapshots.incrementAndGet();
        }
    }
}

package dev.liverun.health.stream;

import dev.liverun.api.live.LiveSink;
import dev.liverun.health.board.Board;
import dev.liverun.health.board.BoardPage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Tells everybody who follows the board what changed: one reading for all of them, and none while nobody follows. */
@ApplicationScoped
class BoardHub {

    private static final Logger LOG = Logger.getLogger(BoardHub.class);
    private static final long LOOK_EVERY_MS = 250;

    private final Board board;
    private final Vertx vertx;
    private final Set<LiveSink<BoardChange>> readers = ConcurrentHashMap.newKeySet();
    private final AtomicLong cursor = new AtomicLong();
    private final AtomicLong timer = new AtomicLong(-1);

    BoardHub(Board board, Vertx vertx) {
        this.board = board;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        board.listen(this::tell);
        timer.set(vertx.setPeriodic(LOOK_EVERY_MS, tick -> look()));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer.get());
    }

    void add(LiveSink<BoardChange> reader) {
        readers.add(reader);
    }

    void remove(LiveSink<BoardChange> reader) {
        readers.remove(reader);
    }

    /** Of the last change that was told. */
    long cursor() {
        return cursor.get();
    }

    private void look() {
        if (!readers.isEmpty()) {
            board.read()
                    .subscribe()
                    .with(entries -> {}, failure -> LOG.debugf("The board is read again later: %s", failure));
        }
    }

    private void tell(Board.Reading found) {
        long at = cursor.incrementAndGet();
        if (readers.isEmpty()) {
            return;
        }
        var json = Buffer.buffer("{\"type\":\"changes\",\"cursor\":" + at + ",\"items\":[");
        BoardPage.append(json, found.changed());
        json.appendString("],\"removed\":["
                + found.removed().stream().map(BoardHub::quoted).collect(Collectors.joining(",")) + "]}");
        var change = new BoardChange(at, json.toString());
        readers.forEach(reader -> reader.offer(change));
    }

    private static String quoted(UUID id) {
        return "\"" + id + "\"";
    }
}

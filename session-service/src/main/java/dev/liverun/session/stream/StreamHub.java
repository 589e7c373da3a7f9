package dev.liverun.session.stream;

import dev.liverun.api.live.LiveSink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks once in a while what has come onto the timelines that are followed on this replica, with one query for all of
 * them, and tells their readers. While nobody follows anything it does not look.
 *
 * <p>All state is confined to one Vert.x context.
 */
@ApplicationScoped
class StreamHub {

    private static final Logger LOG = Logger.getLogger(StreamHub.class);

    /** Every so many looks it is also seen which sessions are gone, and which need not be watched any more. */
    private static final int LOOKS_BETWEEN_CLEANINGS = 100;

    private final StreamRepository timelines;
    private final StreamConfig config;
    private final Vertx vertx;
    private final Context context;

    private final Map<UUID, Set<LiveSink<Entries>>> readers = new HashMap<>();
    private final Set<LiveSink<Entries>> readersOfAll = new HashSet<>();
    /** How far each watched timeline was read. */
    private final Map<UUID, Long> positions = new HashMap<>();

    /** Up to where all timelines were read; null while nobody follows all. */
    private @Nullable Long horizon;

    private long timer = -1;
    private boolean looking;
    private int looks;

    StreamHub(StreamRepository timelines, StreamConfig config, Vertx vertx) {
        this.timelines = timelines;
        this.config = config;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    void start(@Observes StartupEvent event) {
        context.runOnContext(
                ignored -> timer = vertx.setPeriodic(Math.max(1, config.poll().toMillis()), tick -> look()));
    }

    void stop(@Observes ShutdownEvent event) {
        context.runOnContext(ignored -> vertx.cancelTimer(timer));
    }

    /** From its completion on, {@code reader} is told what comes onto the timeline of this session. */
    Uni<Void> follow(UUID sessionId, LiveSink<Entries> reader) {
        return onContext(() -> timelines.position(sessionId), position -> {
            positions.putIfAbsent(sessionId, position);
            readers.computeIfAbsent(sessionId, id -> new HashSet<>()).add(reader);
        });
    }

    /** The same for every session. */
    Uni<Void> followAll(LiveSink<Entries> reader) {
        return onContext(
                () -> timelines.horizon().chain(now -> timelines.latePositions().map(late -> Map.entry(now, late))),
                found -> {
                    if (horizon == null) {
                        horizon = found.getKey();
                    }
                    found.getValue().forEach(positions::putIfAbsent);
                    readersOfAll.add(reader);
                });
    }

    void leave(LiveSink<Entries> reader) {
        context.runOnContext(ignored -> {
            readersOfAll.remove(reader);
            readers.values().removeIf(followers -> followers.remove(reader) && followers.isEmpty());
            if (readersOfAll.isEmpty()) {
                horizon = null;
                positions.keySet().retainAll(readers.keySet());
            }
        });
    }

    /** Reads, and takes what was read over on the context that owns the state. */
    private <T> Uni<Void> onContext(Supplier<Uni<T>> read, Consumer<T> then) {
        return Uni.createFrom()
                .emitter(emitter -> context.runOnContext(ignored -> read.get()
                        .subscribe()
                        .with(
                                value -> context.runOnContext(done -> {
                                    then.accept(value);
                                    emitter.complete(null);
                                }),
                                emitter::fail)));
    }

    private void look() {
        if (looking || (positions.isEmpty() && readersOfAll.isEmpty())) {
            return;
        }
        looking = true;
        var since = horizon;
        timelines
                .news(positions, since)
                .subscribe()
                .with(
                        news -> context.runOnContext(ignored -> {
                            news.forEach(this::tell);
                            // Not when whoever follows all came while it was read.
                            if (since != null && since.equals(horizon) && !news.isEmpty()) {
                                horizon = news.get(news.size() - 1).horizon();
                            }
                            looked();
                        }),
                        failure -> context.runOnContext(ignored -> {
                            LOG.debugf("The timelines are read again soon: %s", failure);
                            looking = false;
                        }));
    }

    private void tell(Entries entries) {
        var watched = positions.get(entries.sessionId());
        if (watched == null && readersOfAll.isEmpty()) {
            return;
        }
        positions.merge(entries.sessionId(), entries.lastPosition(), Math::max);
        readers.getOrDefault(entries.sessionId(), Set.of()).forEach(reader -> reader.offer(entries));
        readersOfAll.forEach(reader -> reader.offer(entries));
    }

    private void looked() {
        looks++;
        if (looks < LOOKS_BETWEEN_CLEANINGS) {
            looking = false;
            return;
        }
        looks = 0;
        clean();
    }

    private void clean() {
        List<UUID> watched = new ArrayList<>(positions.keySet());
        timelines
                .there(watched)
                .chain(there -> timelines
                        .latePositions()
                        .invoke(late -> context.runOnContext(ignored -> {
                            watched.stream().filter(id -> !there.contains(id)).forEach(this::gone);
                            positions.keySet().removeIf(id -> !late.containsKey(id) && !readers.containsKey(id));
                            looking = false;
                        })))
                .subscribe()
                .with(
                        done -> {},
                        failure -> context.runOnContext(ignored -> {
                            LOG.debugf("The watched sessions are looked at again later: %s", failure);
                            looking = false;
                        }));
    }

    private void gone(UUID sessionId) {
        positions.remove(sessionId);
        var last = new Entries(sessionId, List.of(), 0);
        readers.getOrDefault(sessionId, Set.of()).forEach(reader -> reader.offer(last));
        readersOfAll.forEach(reader -> reader.offer(last));
    }
}

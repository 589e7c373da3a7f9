package dev.liverun.runner.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.live.LiveSink;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.runs.RunService;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks after the runs that somebody follows, whichever replica executes them: one query a quarter of a second for all of
 * them, and a run is read only when it has changed.
 */
@ApplicationScoped
class RunWatch {

    private static final Logger LOG = Logger.getLogger(RunWatch.class);
    private static final long EVERY_MILLIS = 250;

    /** What changes when something is to be told. */
    private static final String STATES = """
            select run.id, concat_ws('|', run.status, run.version, run.waiting, run.progress, run.cancel_reason,
                       (select count(*) from test_results where run_id = run.id and status is not null),
                       (select concat(count(*), max(undone_at), max(settled_at)) from step_intents where run_id = run.id),
                       (select concat(count(*), count(answer)) from questions where run_id = run.id)) as state
              from runs as run where run.id = any($1::uuid[])
            """;

    private final RunService runs;
    private final Background background;
    private final ObjectMapper mapper;
    private final Pool pool;
    private final Vertx vertx;
    private final Map<UUID, Set<LiveSink<String>>> watched = new ConcurrentHashMap<>();
    private final Map<UUID, String> told = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long timer = -1;

    RunWatch(RunService runs, Background background, ObjectMapper mapper, Pool pool, Vertx vertx) {
        this.runs = runs;
        this.background = background;
        this.mapper = mapper;
        this.pool = pool;
        this.vertx = vertx;
    }

    synchronized void add(UUID runId, LiveSink<String> sink) {
        watched.computeIfAbsent(runId, id -> new CopyOnWriteArraySet<>()).add(sink);
        if (timer == -1) {
            timer = vertx.setPeriodic(EVERY_MILLIS, tick -> look());
        }
    }

    synchronized void remove(UUID runId, LiveSink<String> sink) {
        watched.computeIfPresent(runId, (id, sinks) -> {
            sinks.remove(sink);
            return sinks.isEmpty() ? null : sinks;
        });
        told.keySet().retainAll(watched.keySet());
        if (watched.isEmpty()) {
            stop(null);
        }
    }

    synchronized void stop(@Observes @org.jspecify.annotations.Nullable ShutdownEvent event) {
        if (timer != -1) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    /** The run as it is now, as a message. */
    Uni<String> read(UUID runId) {
        return runs.get(runId).map(run -> {
            try {
                return mapper.writeValueAsString(Map.of("type", "run", "run", run));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a run is always JSON", e);
            }
        });
    }

    private void look() {
        if (watched.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        background
                .start(null, this::tellChanges)
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Runs cannot be looked after: %s", failure));
    }

    private Uni<Void> tellChanges() {
        UUID[] ids = watched.keySet().toArray(UUID[]::new);
        return pool.preparedQuery(STATES).execute(Tuple.of(ids)).chain(rows -> {
            Map<UUID, String> changed = new HashMap<>();
            rows.forEach(row -> {
                String state = row.getString("state");
                String before = told.put(row.getUUID("id"), state);
                if (!state.equals(before)) {
                    changed.put(row.getUUID("id"), state);
                }
            });
            Uni<Void> all = Uni.createFrom().voidItem();
            for (UUID id : changed.keySet()) {
                all = all.chain(() -> read(id).invoke(message ->
                                watched.getOrDefault(id, Set.of()).forEach(sink -> sink.offer(message))))
                        .replaceWithVoid();
            }
            return all;
        });
    }
}

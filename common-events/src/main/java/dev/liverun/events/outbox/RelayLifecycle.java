package dev.liverun.events.outbox;

import dev.liverun.events.EventsConfig;
import dev.liverun.events.Topic;
import dev.liverun.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs this process's relay from start to stop, and measures the outbox. */
@ApplicationScoped
class RelayLifecycle {

    private static final Logger LOG = Logger.getLogger(RelayLifecycle.class);

    private final Vertx vertx;
    private final Pool pool;
    private final EventsConfig config;
    private final Topics topics;
    private final Map<String, Object> kafka;
    private final RelayWakeUp wakeUp;
    private final RelayMetrics metrics;
    private final ExecutorService thread = EventSender.newThread();
    private @Nullable OutboxRelay relay;

    RelayLifecycle(
            Vertx vertx,
            Pool pool,
            EventsConfig config,
            Topics topics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RelayWakeUp wakeUp,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
        this.topics = topics;
        this.kafka = kafka;
        this.wakeUp = wakeUp;
        this.metrics = new RelayMetrics(registry);
    }

    void start(@Observes StartupEvent event) {
        if (!config.relay().enabled()) {
            return;
        }
        var sender = new EventSender(
                kafka,
                config.relay().deliveryTimeout(),
                topic -> topics.name(Topic.valueOf(topic)),
                topics.source(),
                thread);
        var started = new OutboxRelay(vertx, pool, new OutboxTable(), sender, config.relay(), metrics);
        relay = started;
        wakeUp.wakes(started::wake);
        started.start();
    }

    void stop(@Observes ShutdownEvent event) {
        var running = relay;
        if (running != null) {
            try {
                running.stop()
                        .toCompletableFuture()
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                LOG.debug("The relay did not stop in time; its connection's end frees the lock", e);
            }
        }
        thread.shutdown();
    }

    @Scheduled(every = "5s", identity = "outbox-metrics")
    Uni<Void> measure() {
        return OutboxState.of(pool)
                .invoke(metrics::observed)
                .onFailure()
                .invoke(e -> LOG.debug("The outbox could not be measured", e))
                .onFailure()
                .recoverWithItem(unknown -> new OutboxState(0, java.time.Duration.ZERO))
                .replaceWithVoid();
    }
}

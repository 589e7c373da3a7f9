package dev.liverun.events.inbox;

import dev.liverun.events.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How far this service is behind the topics it consumes, over all replicas. */
@ApplicationScoped
public class ConsumerLag {

    private static final Logger LOG = Logger.getLogger(ConsumerLag.class);

    private final Map<String, Object> kafka;
    private final Topics topics;
    private final AtomicLong total = new AtomicLong();
    private @Nullable Admin admin;

    ConsumerLag(@Identifier("default-kafka-broker") Map<String, Object> kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("liverun.consumer.lag", total, AtomicLong::doubleValue)
                .description("Events in Kafka that this service has not applied yet")
                .register(registry);
    }

    /** Events not applied yet, by topic. */
    public Uni<Map<String, Long>> byTopic() {
        return Uni.createFrom().item(this::measureNow).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Scheduled(every = "15s", delayed = "5s", identity = "consumer-lag")
    Uni<Void> measure() {
        return byTopic()
                .invoke(lag -> total.set(
                        lag.values().stream().mapToLong(Long::longValue).sum()))
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.debug("The consumer's lag could not be measured", e))
                .onFailure()
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    private Map<String, Long> measureNow() {
        try {
            var open = admin();
            var committed = open.listConsumerGroupOffsets(topics.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = open.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            var lag = new HashMap<String, Long>();
            committed.forEach((partition, offset) -> {
                var end = ends.get(partition);
                if (offset != null && end != null) {
                    lag.merge(partition.topic(), Math.max(0, end.offset() - offset.offset()), Long::sum);
                }
            });
            return lag;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not tell the offsets: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized Admin admin() {
        var open = admin;
        if (open == null) {
            var client = new HashMap<>(kafka);
            client.put("default.api.timeout.ms", 5_000);
            client.put("request.timeout.ms", 3_000);
            open = Admin.create(client);
            admin = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}

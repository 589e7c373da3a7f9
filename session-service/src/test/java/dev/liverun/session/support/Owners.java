package dev.liverun.session.support;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.EventType;
import dev.liverun.events.Ids;
import dev.liverun.events.Topic;
import dev.liverun.events.Topics;
import dev.liverun.events.UnreadableEventException;
import dev.liverun.events.contract.RebuildAnswered;
import dev.liverun.events.contract.RebuildRequested;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Publishes once more what the other services have, as they do for a view that is made anew. */
@ApplicationScoped
public class Owners {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Topics topics;
    private final String servers;
    private final String prefix;
    private final KafkaProducer<String, byte[]> producer;

    Owners(Topics topics, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.topics = topics;
        this.servers = servers;
        this.prefix = topics.name(Topic.SESSIONS).replace(Topic.SESSIONS.baseName(), "");
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        producer.close();
    }

    /** Waits for the request of that rebuild. */
    public RebuildRequested requestOf(UUID rebuild) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topics.name(Topic.OPERATIONS)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (var told : consumer.poll(Duration.ofMillis(200))) {
                    if (EventCodec.read(told).orElseThrow().data() instanceof RebuildRequested request
                            && request.rebuildId().equals(rebuild)) {
                        return request;
                    }
                }
            }
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nobody was asked for the rebuild " + rebuild);
    }

    /** Answers with those of {@code events} that are asked for. */
    public void answer(RebuildRequested request, List<Event<?>> events) {
        var wanted = events.stream()
                .filter(event -> request.types().contains(event.type().ceType()))
                .toList();
        wanted.forEach(event -> send(request, event));
        var answer = new RebuildAnswered(request.rebuildId(), "/liverun/test", request.types(), wanted.size());
        send(request, new Event<>(Ids.next(), EventType.REBUILD_ANSWERED, 0, Siblings.NOON, null, answer));
        producer.flush();
    }

    private void send(RebuildRequested request, Event<?> event) {
        var unused = producer.send(EventCodec.toRecord(prefix + request.topic(), "/liverun/test", Encoded.of(event)));
    }
}

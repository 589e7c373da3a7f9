package dev.liverun.health.testing;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.Topic;
import dev.liverun.events.UnreadableEventException;
import dev.liverun.events.contract.EventPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The other services' side of Kafka. */
public final class KafkaTopics implements AutoCloseable {

    private final Map<String, Object> broker =
            Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    private final String prefix = ConfigProvider.getConfig().getValue("liverun.events.topic-prefix", String.class);
    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());

    /** Publishes as another service would. */
    public void publish(Event<?> event) {
        try {
            producer.send(EventCodec.toRecord(
                            prefix + event.type().topic().baseName(),
                            "/liverun/session-service",
                            EventCodec.Encoded.of(event)))
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not published", e);
        }
    }

    /** Everything that was published about an aggregate, in its order. */
    public List<Event<? extends EventPayload>> about(Topic topic, UUID subject) {
        var found = new ArrayList<Event<? extends EventPayload>>();
        try (var consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(prefix + topic.baseName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (var kafkaRecord : consumer.poll(Duration.ofMillis(200))) {
                    EventCodec.read(kafkaRecord)
                            .filter(event -> event.subject().equals(subject))
                            .ifPresent(found::add);
                }
            }
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("what we publish must be readable", e);
        }
        return found;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

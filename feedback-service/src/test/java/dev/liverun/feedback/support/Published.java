package dev.liverun.feedback.support;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.Topic;
import dev.liverun.events.Topics;
import dev.liverun.events.UnreadableEventException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads what the service has published about a report. */
@ApplicationScoped
public class Published {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Topics topics;
    private final String servers;

    Published(Topics topics, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.topics = topics;
        this.servers = servers;
    }

    /** The first {@code count} events of the report, in the order in which they were published. */
    public List<Event<?>> about(UUID report, int count) {
        var found = new ArrayList<Event<?>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topics.name(Topic.FEEDBACK)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                for (var told : consumer.poll(Duration.ofMillis(200))) {
                    EventCodec.read(told)
                            .filter(event -> event.subject().equals(report))
                            .ifPresent(found::add);
                }
            }
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
        return found;
    }
}

package dev.liverun.runner.support;

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
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads what the service has published. */
@ApplicationScoped
public class Published {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topics topics;
    private final String servers;

    Published(Topics topics, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.topics = topics;
        this.servers = servers;
    }

    /** The first {@code count} such events, in the order in which they were published. */
    public List<Event<?>> on(Topic topic, int count, Predicate<Event<?>> wanted) {
        var found = new ArrayList<Event<?>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topics.name(topic)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                for (var told : consumer.poll(Duration.ofMillis(200))) {
                    EventCodec.read(told).filter(wanted::test).ifPresent(found::add);
                }
            }
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    /** Whatever stands on any topic, as text: headers and data. */
    public List<String> raw() {
        var found = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = topics.all().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (var told : consumer.poll(Duration.ofMillis(200))) {
                    found.add(new String(told.value(), java.nio.charset.StandardCharsets.UTF_8) + told.headers());
                }
            }
        }
        return found;
    }
}

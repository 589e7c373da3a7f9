package dev.liverun.load.health;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The changes of confirmed statuses that were published. */
final class HealthChanges {

    private HealthChanges() {}

    /** How many different ones. Fails when one sequence of an endpoint stands for two events. */
    static int inKafka(String brokers) {
        Map<String, String> events = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", (Object) brokers), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("liverun.health").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (var event : consumer.poll(Duration.ofMillis(200))) {
                    if (header(event, "ce_type").contains("health.changed")) {
                        var before =
                                events.put(event.key() + " " + header(event, "ce_sequence"), header(event, "ce_id"));
                        if (before != null && !before.equals(header(event, "ce_id"))) {
                            throw new IllegalStateException("two events under " + event.key());
                        }
                    }
                }
            }
        }
        return events.size();
    }

    private static String header(ConsumerRecord<?, ?> event, String name) {
        var header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}

package dev.liverun.events.deadletters;

import dev.liverun.events.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * This service's broken records: set aside with their reason, listed, and replayed. A replayed record comes back through
 * the service's own retry topic, so no other service sees it, and the inbox applies it once however often it is replayed.
 */
@ApplicationScoped
public class DeadLetters {

    private static final String HEADER_PREFIX = "liverun_";
    private static final String REASON = HEADER_PREFIX + "reason";
    private static final String AT = HEADER_PREFIX + "at";
    private static final String TOPIC = HEADER_PREFIX + "topic";
    private static final String PARTITION = HEADER_PREFIX + "partition";
    private static final String OFFSET = HEADER_PREFIX + "offset";
    private static final int SHOWN_CHARACTERS = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern ID = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    private final Map<String, Object> kafka;
    private final Topics topics;
    private final Clock clock;
    private final Vertx vertx;
    private @Nullable KafkaProducer<String, byte[]> producer;

    DeadLetters(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, Topics topics, Clock clock, Vertx vertx) {
        this.vertx = vertx;
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
    }

    /** Sets a record aside; complete once Kafka has it on disk. */
    public Uni<Void> add(ConsumerRecord<String, byte[]> broken, Throwable reason) {
        return this.<Boolean>blocking(() -> {
                    var letter = new ProducerRecord<>(topics.deadLetters(), broken.key(), broken.value());
                    broken.headers().forEach(header -> {
                        if (!header.key().startsWith(HEADER_PREFIX)) {
                            letter.headers().add(header);
                        }
                    });
                    header(letter.headers(), REASON, String.valueOf(reason.getMessage()));
                    header(letter.headers(), AT, clock.instant().toString());
                    header(letter.headers(), TOPIC, broken.topic());
                    header(letter.headers(), PARTITION, Integer.toString(broken.partition()));
                    header(letter.headers(), OFFSET, Long.toString(broken.offset()));
                    send(letter);
                    return true;
                })
                .replaceWithVoid();
    }

    /** The newest {@code limit} of each partition, the newest last. */
    public Uni<List<DeadLetter>> list(int limit) {
        return blocking(() -> {
            var found = new ArrayList<DeadLetter>();
            try (var consumer = newConsumer()) {
                var partitions = partitions(consumer);
                consumer.assign(partitions);
                var ends = consumer.endOffsets(partitions);
                var begins = consumer.beginningOffsets(partitions);
                for (var partition : partitions) {
                    long end = ends.getOrDefault(partition, 0L);
                    consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - limit));
                }
                var deadline = clock.instant().plus(PATIENCE);
                while (!reached(consumer, ends) && clock.instant().isBefore(deadline)) {
                    consumer.poll(Duration.ofMillis(200)).forEach(letter -> found.add(shown(letter)));
                }
            }
            found.sort(java.util.Comparator.comparing(DeadLetter::at));
            return List.copyOf(found);
        });
    }

    /** Sends one back to be applied; empty when there is none with that id. */
    public Uni<Optional<DeadLetter>> replay(String id) {
        var matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var partition = new TopicPartition(topics.deadLetters(), Integer.parseInt(matcher.group(1)));
        long offset = Long.parseLong(matcher.group(2));
        return blocking(() -> find(partition, offset).map(letter -> {
            var again = new ProducerRecord<>(topics.retries(), letter.key(), letter.value());
            letter.headers().forEach(header -> {
                if (!header.key().startsWith(HEADER_PREFIX)) {
                    again.headers().add(header);
                }
            });
            send(again);
            return shown(letter);
        }));
    }

    private Optional<ConsumerRecord<String, byte[]>> find(TopicPartition partition, long offset) {
        try (var consumer = newConsumer()) {
            if (!partitions(consumer).contains(partition)) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (offset < begin || offset >= end) {
                return Optional.empty();
            }
            consumer.seek(partition, offset);
            var deadline = clock.instant().plus(PATIENCE);
            while (clock.instant().isBefore(deadline)) {
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    return letter.offset() == offset ? Optional.of(letter) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(topics.deadLetters(), PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static DeadLetter shown(ConsumerRecord<String, byte[]> letter) {
        var data = letter.value() == null ? "" : new String(letter.value(), StandardCharsets.UTF_8);
        return new DeadLetter(
                letter.partition() + "-" + letter.offset(),
                Optional.ofNullable(header(letter, AT))
                        .map(Instant::parse)
                        .orElseGet(() -> Instant.ofEpochMilli(letter.timestamp())),
                Optional.ofNullable(header(letter, REASON)).orElse("unknown"),
                Optional.ofNullable(header(letter, TOPIC)).orElse("unknown"),
                Optional.ofNullable(header(letter, PARTITION))
                        .map(Integer::parseInt)
                        .orElse(-1),
                Optional.ofNullable(header(letter, OFFSET)).map(Long::parseLong).orElse(-1L),
                header(letter, "ce_id"),
                header(letter, "ce_type"),
                letter.key(),
                data.length() > SHOWN_CHARACTERS ? data.substring(0, SHOWN_CHARACTERS) : data);
    }

    private static @Nullable String header(ConsumerRecord<?, ?> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            producer().send(message).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        var open = producer;
        if (open == null) {
            var config = new HashMap<>(kafka);
            config.put("acks", "all");
            config.put("delivery.timeout.ms", 10_000);
            config.put("request.timeout.ms", 5_000);
            config.put("max.block.ms", 5_000);
            open = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private KafkaConsumer<String, byte[]> newConsumer() {
        var config = new HashMap<>(kafka);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.remove("group.id");
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    /** On a worker thread, and back to the caller's context. */
    private <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}

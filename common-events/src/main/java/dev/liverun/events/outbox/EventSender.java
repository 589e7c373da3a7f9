package dev.liverun.events.outbox;

import dev.liverun.events.EventCodec;
import dev.liverun.events.outbox.OutboxTable.Waiting;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches to Kafka with {@code acks=all} and an idempotent producer. After a failure the producer is thrown away:
 * what it may still hold must not overtake what the relay reads again.
 */
class EventSender {

    private final Map<String, Object> clientConfig;
    private final Duration deliveryTimeout;
    private final UnaryOperator<String> topicName;
    private final String source;
    private final ExecutorService thread;
    private @Nullable Producer<String, byte[]> producer;

    /**
     * @param thread one thread of its own, because a producer blocks while it looks for its brokers
     * @param topicName from {@link dev.liverun.events.Topic}'s name to the topic's
     */
    EventSender(
            Map<String, Object> clientConfig,
            Duration deliveryTimeout,
            UnaryOperator<String> topicName,
            String source,
            ExecutorService thread) {
        this.clientConfig = clientConfig;
        this.deliveryTimeout = deliveryTimeout;
        this.topicName = topicName;
        this.source = source;
        this.thread = thread;
    }

    /** How many of {@code batch}, from its beginning, Kafka has; fails only when it has none of them. */
    Uni<Integer> send(List<Waiting> batch) {
        return Uni.createFrom().item(() -> sendNow(batch)).runSubscriptionOn(thread);
    }

    /** Forgets the producer and what it holds. */
    Uni<Void> reset() {
        return Uni.createFrom()
                .<Void>item(() -> {
                    close();
                    return null;
                })
                .runSubscriptionOn(thread);
    }

    private int sendNow(List<Waiting> batch) {
        var open = producer();
        var answers = batch.stream().map(waiting -> send(open, waiting)).collect(Collectors.toList());
        int acknowledged = 0;
        @Nullable Throwable failure = null;
        for (var answer : answers) {
            try {
                answer.join();
                if (failure == null) {
                    acknowledged++;
                }
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            close();
            if (acknowledged == 0) {
                throw new SendFailedException(failure);
            }
        }
        return acknowledged;
    }

    private CompletableFuture<RecordMetadata> send(Producer<String, byte[]> open, Waiting waiting) {
        var answer = new CompletableFuture<RecordMetadata>();
        ProducerRecord<String, byte[]> message =
                EventCodec.toRecord(topicName.apply(waiting.topic()), source, waiting.event());
        try {
            open.send(message, (metadata, failure) -> {
                if (failure == null) {
                    answer.complete(metadata);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private Producer<String, byte[]> producer() {
        var open = producer;
        if (open == null) {
            var config = new java.util.HashMap<>(clientConfig);
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis() / 2);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeout.toMillis() / 2);
            config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
            open = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private void close() {
        var open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    static ExecutorService newThread() {
        return java.util.concurrent.Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "outbox-sender");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Kafka took nothing of a batch. */
    static final class SendFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SendFailedException(Throwable cause) {
            super("Kafka did not take the events: " + cause.getMessage(), cause);
        }
    }
}

package dev.liverun.events.republish;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.EventsConfig;
import dev.liverun.events.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The topics of rebuilds: one for each, for as long as it takes, of one partition, so that what its last record says is
 * true of all before it. What is sent was committed long ago, so it needs no outbox.
 */
@ApplicationScoped
public class RebuildTopics {

    private static final Logger LOG = Logger.getLogger(RebuildTopics.class);

    private static final String BEGINNING = "liverun.rebuild.";
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final EventsConfig config;
    private final Topics topics;
    private final String prefix;
    private final String service;
    private final Vertx vertx;
    private @Nullable KafkaProducer<String, byte[]> producer;

    RebuildTopics(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventsConfig config,
            Topics topics,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.kafka = kafka;
        this.service = service;
        this.vertx = vertx;
        this.config = config;
        this.topics = topics;
        this.prefix = config.topicPrefix().orElse("");
    }

    /** The name of this service's topic for a rebuild, without the installation's prefix. */
    public String of(String view, UUID rebuild) {
        return BEGINNING + service + "." + view + "." + rebuild;
    }

    /** The service's own name, by which others know whose rebuild it is. */
    public String service() {
        return service;
    }

    /** Creates it, unless it is there. */
    public Uni<Void> create(String topic) {
        var wanted = new NewTopic(full(topic), 1, config.replicationFactor())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(config.topicRetention().toMillis())));
        return administer(admin -> admin.createTopics(List.of(wanted)).all().get(), TopicExistsException.class)
                .replaceWithVoid();
    }

    public Uni<Boolean> exists(String topic) {
        return administer(
                admin -> admin.describeTopics(List.of(full(topic)))
                        .allTopicNames()
                        .get(),
                UnknownTopicOrPartitionException.class);
    }

    /** Deletes it, unless it is gone. One that cannot be deleted now expires: that is told in the log and is no failure. */
    public Uni<Void> delete(String topic) {
        return administer(
                        admin -> admin.deleteTopics(List.of(full(topic))).all().get(),
                        UnknownTopicOrPartitionException.class)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.infof("The topic %s of a rebuild stays until it expires: %s", topic, failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Complete once Kafka has them all. */
    public Uni<Void> send(String topic, List<Event<?>> events) {
        return blocking(() -> {
                    var open = producer();
                    var answers = new ArrayList<Future<?>>(events.size());
                    for (var event : events) {
                        answers.add(open.send(EventCodec.toRecord(full(topic), topics.source(), Encoded.of(event))));
                    }
                    for (var answer : answers) {
                        answer.get();
                    }
                    return true;
                })
                .replaceWithVoid();
    }

    /** Reads what comes onto it from {@code offset} on. */
    public Reader read(String topic, long offset) {
        return new Reader(new TopicPartition(full(topic), 0), offset);
    }

    /** One rebuild's reader. */
    public final class Reader {

        private final TopicPartition partition;
        private final long offset;
        private @Nullable KafkaConsumer<String, byte[]> consumer;

        private Reader(TopicPartition partition, long offset) {
            this.partition = partition;
            this.offset = offset;
        }

        /** What is there; none if nothing comes soon. */
        public Uni<List<ConsumerRecord<String, byte[]>>> next() {
            return blocking(() -> open().poll(POLL).records(partition));
        }

        public Uni<Void> close() {
            return blocking(() -> {
                        var open = consumer;
                        if (open != null) {
                            open.close(Duration.ofSeconds(1));
                        }
                        return true;
                    })
                    .replaceWithVoid();
        }

        private KafkaConsumer<String, byte[]> open() {
            var open = consumer;
            if (open == null) {
                var client = new HashMap<>(kafka);
                client.put("enable.auto.commit", false);
                client.put("allow.auto.create.topics", false);
                client.put("auto.offset.reset", "earliest");
                client.remove("group.id");
                open = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
                open.assign(List.of(partition));
                open.seek(partition, offset);
                consumer = open;
            }
            return open;
        }
    }

    private String full(String topic) {
        if (!topic.startsWith(BEGINNING)) {
            throw new IllegalArgumentException("no topic of a rebuild: " + topic);
        }
        return prefix + topic;
    }

    private interface AdminWork {
        Object on(Admin admin) throws ExecutionException, InterruptedException;
    }

    /** Whether it was done; not, if the broker answered {@code otherwise}. */
    private Uni<Boolean> administer(AdminWork work, Class<? extends Exception> otherwise) {
        return blocking(() -> {
            var client = new HashMap<>(kafka);
            client.put("default.api.timeout.ms", 10_000);
            client.put("request.timeout.ms", 5_000);
            try (var admin = Admin.create(client)) {
                work.on(admin);
                return true;
            } catch (ExecutionException e) {
                if (otherwise.isInstance(e.getCause())) {
                    return false;
                }
                throw e;
            }
        });
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        var open = producer;
        if (open == null) {
            var client = new HashMap<>(kafka);
            client.put("acks", "all");
            client.put("linger.ms", 5);
            client.put("delivery.timeout.ms", 30_000);
            client.put("request.timeout.ms", 10_000);
            client.put("max.block.ms", 10_000);
            open = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    /** On a worker thread, and back to the caller's context. */
    private <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> kafkaFailures(work), false)
                .toCompletionStage());
    }

    private static <T> T kafkaFailures(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }
}

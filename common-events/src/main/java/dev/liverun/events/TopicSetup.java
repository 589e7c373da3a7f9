package dev.liverun.events;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics that are missing, with the retention they need. In the background and for as long as it takes: a
 * service starts and serves without a broker. An operator who creates the topics beforehand keeps their settings.
 */
@ApplicationScoped
class TopicSetup {

    private static final Logger LOG = Logger.getLogger(TopicSetup.class);

    private final EventsConfig config;
    private final Topics topics;
    private final Map<String, Object> kafka;
    private @Nullable Cancellable work;

    TopicSetup(EventsConfig config, Topics topics, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.topics = topics;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        work = Uni.createFrom()
                .item(this::create)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .invoke(e ->
                        LOG.infof("The broker is not there yet; topics are created when it is: %s", e.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(500), Duration.ofSeconds(10))
                .indefinitely()
                .subscribe()
                .with(created -> LOG.debugf("Topics created: %s", created), e -> LOG.error("Topics", e));
    }

    void stop(@Observes ShutdownEvent event) {
        var running = work;
        if (running != null) {
            running.cancel();
        }
    }

    private List<String> create() {
        var wanted = new ArrayList<NewTopic>();
        topics.all().forEach(name -> wanted.add(topic(name, config.topicRetention())));
        wanted.add(topic(topics.retries(), config.topicRetention()));
        wanted.add(topic(topics.deadLetters(), config.deadLetterRetention()));
        var created = new ArrayList<String>();
        var client = new HashMap<>(kafka);
        client.put("default.api.timeout.ms", 10_000);
        client.put("request.timeout.ms", 5_000);
        try (var admin = Admin.create(client)) {
            for (var answer : admin.createTopics(wanted).values().entrySet()) {
                try {
                    answer.getValue().get();
                    created.add(answer.getKey());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(answer.getKey() + ": " + e.getCause(), e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return created;
    }

    private NewTopic topic(String name, Duration retention) {
        return new NewTopic(name, config.partitions(), config.replicationFactor())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis()),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE));
    }
}

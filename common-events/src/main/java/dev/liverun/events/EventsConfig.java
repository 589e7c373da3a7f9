package dev.liverun.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How events travel. */
@ConfigMapping(prefix = "liverun.events")
public interface EventsConfig {

    /** Put before every topic and consumer group, so that several installations can share one broker. */
    Optional<String> topicPrefix();

    /** Partitions of a topic that this service creates. More allow more replicas to consume; it cannot shrink. */
    @WithDefault("4")
    int partitions();

    /** Copies of a topic that this service creates. Use 3 on a real cluster; more than there are brokers fails. */
    @WithDefault("1")
    short replicationFactor();

    /** How long topics keep events. Must stay below {@link Inbox#retention()}, or a redelivery could apply twice. */
    @WithDefault("P7D")
    Duration topicRetention();

    /** How long a dead letter can still be replayed; afterwards it is gone. */
    @WithDefault("P30D")
    Duration deadLetterRetention();

    Relay relay();

    Inbox inbox();

    /** The relay from the outbox to Kafka. */
    interface Relay {

        /** Off: events stay in the outbox. For tools that only read. */
        @WithDefault("true")
        boolean enabled();

        /** Rows sent before the acknowledged ones are deleted. Larger is faster, and repeats more after a failure. */
        @WithDefault("500")
        int batchSize();

        /** How often to look without being woken. Shorter finds another replica's rows sooner; costs idle queries. */
        @WithDefault("50ms")
        Duration poll();

        /** How soon to try again after a failure or when another replica is relaying. */
        @WithDefault("250ms")
        Duration retry();

        /** How long Kafka may take to acknowledge; afterwards the batch is read again. At most 10 s. */
        @WithDefault("10s")
        Duration deliveryTimeout();
    }

    /** What was applied already. */
    interface Inbox {

        /** How long applied ids are remembered. Must exceed the topics' and the dead letters' retention. */
        @WithDefault("P38D")
        Duration retention();
    }
}

package dev.liverun.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of a small single broker that is its own KRaft controller. */
final class BrokerSettings {
    private BrokerSettings() {}

    static Properties of(KafkaOptions options, Path logs, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty(
                "listeners",
                "BROKER://" + Ports.HOST + ":" + port + ",CONTROLLER://" + Ports.HOST + ":" + controllerPort);
        settings.setProperty("advertised.listeners", "BROKER://" + Ports.HOST + ":" + port);
        settings.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("inter.broker.listener.name", "BROKER");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("controller.quorum.voters", "1@" + Ports.HOST + ":" + controllerPort);
        settings.setProperty("log.dirs", logs.toString());

        settings.setProperty("auto.create.topics.enable", "true");
        settings.setProperty("num.partitions", Integer.toString(options.partitions));
        settings.setProperty("log.retention.hours", "168");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");

        // There is one broker: nothing is replicated.
        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("min.insync.replicas", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "4");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");

        // Small: a handful of clients on the same machine.
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "2");
        settings.setProperty("num.replica.fetchers", "1");
        settings.setProperty("background.threads", "2");
        settings.setProperty("num.recovery.threads.per.data.dir", "1");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        settings.setProperty("log.cleaner.io.buffer.size", "131072");
        settings.setProperty("log.index.size.max.bytes", "1048576");
        settings.setProperty("log.segment.bytes", "67108864");

        // A restart takes 12 s with Kafka's defaults: the controller waits for the session of the broker's last life to
        // end.
        settings.setProperty("controlled.shutdown.enable", "true");
        settings.setProperty("broker.session.timeout.ms", "1500");
        settings.setProperty("broker.heartbeat.interval.ms", "250");
        // And the only voter need not wait for others before it elects itself.
        settings.setProperty("controller.quorum.election.timeout.ms", "100");
        settings.setProperty("controller.quorum.election.backoff.max.ms", "100");

        options.settings.forEach(settings::setProperty);
        return settings;
    }
}

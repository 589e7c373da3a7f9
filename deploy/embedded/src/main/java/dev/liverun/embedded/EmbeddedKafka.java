package dev.liverun.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Kafka broker in a JVM of its own. {@link #start} returns when it serves, and takes over a broker that is already
 * running on the same data directory. Listens on 127.0.0.1 only.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(180);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final String NAME = "Kafka";

    /** Keeps the pipes of attached brokers open: a {@link Process} that nobody refers to closes its own. */
    private static final Set<Process> ATTACHED = ConcurrentHashMap.newKeySet();

    private final KafkaOptions options;
    private final DataDir dataDir;
    private final BrokerFiles files;
    private final Path log;
    private int port;

    private EmbeddedKafka(KafkaOptions options) {
        this.options = options;
        dataDir = DataDir.open(options.dataDir, "liverun-kafka-");
        files = new BrokerFiles(dataDir);
        log = options.logFile == null ? dataDir.file("kafka.log") : options.logFile.toAbsolutePath();
    }

    /** Starts a broker, or finds the one that runs on this data directory. Fails with an {@link EmbeddedException}. */
    public static EmbeddedKafka start(KafkaOptions options) {
        EmbeddedKafka kafka = new EmbeddedKafka(options);
        try {
            kafka.startAgain();
            return kafka;
        } catch (RuntimeException e) {
            kafka.removeTemporaryData();
            throw e;
        }
    }

    /** The broker that runs on the options' data directory, if one does and is ready. Starts nothing. */
    public static Optional<EmbeddedKafka> find(KafkaOptions options) {
        EmbeddedKafka kafka = new EmbeddedKafka(options);
        return kafka.adopt() ? Optional.of(kafka) : Optional.empty();
    }

    /** Stops the one that runs on the options' data directory, if any does. */
    public static void stop(KafkaOptions options) {
        new EmbeddedKafka(options).stop();
    }

    /** Starts the broker after {@link #stop} or {@link #kill}, on the same data and, if it is free, the same port. */
    public void startAgain() {
        try (DataDir.Lock lock = dataDir.lock()) {
            dataDir.awaitTakeDown();
            if (adopt()) {
                return;
            }
            launchOnSomePort(port != 0 ? port : dataDir.remembered("port"));
        }
    }

    private void launchOnSomePort(int remembered) {
        try {
            launch(Ports.choose(NAME, options.port, remembered), dataDir.remembered("controller-port"));
        } catch (PortInUseException e) {
            if (options.port != 0 && !Ports.isFree(options.port)) {
                throw e;
            }
            launch(
                    Ports.choose(NAME, options.port, 0),
                    0); // somebody was faster than we, there or at the controller's port
        }
    }

    private boolean adopt() {
        Optional<ProcessHandle> running = files.running();
        if (running.isEmpty()) {
            return false;
        }
        options.progress.accept("waiting for the Kafka that runs already");
        ProcessHandle broker = running.get();
        Waiting.until(START_PATIENCE, () -> files.readyPort(broker.pid()) != 0 || !broker.isAlive());
        port = files.readyPort(broker.pid());
        if (broker.isAlive() && port != 0 && options.port != 0 && options.port != port) {
            throw new EmbeddedException("Kafka already runs on " + dataDir.path() + ", on port " + port
                    + ": stop it before it can be started on port " + options.port + ".");
        }
        return broker.isAlive() && port != 0;
    }

    private void launch(int chosen, int rememberedControllerPort) {
        port = chosen;
        int controllerPort = Ports.choose(NAME, 0, rememberedControllerPort);
        files.prepare(BrokerSettings.of(options, files.logs(), port, controllerPort));
        options.progress.accept("starting Kafka on port " + port);
        long before = Failures.size(log);
        boolean attached = options.life instanceof Life.Attached;
        Process broker = Processes.launch(command(), Map.of("MALLOC_ARENA_MAX", "2"), log(), attached);
        if (attached) {
            ATTACHED.add(broker);
            broker.onExit().thenRun(() -> ATTACHED.remove(broker));
        }
        boolean settled = Waiting.until(START_PATIENCE, () -> files.readyPort(broker.pid()) != 0 || !broker.isAlive());
        if (!settled || !broker.isAlive()) {
            broker.destroyForcibly();
            throw Failures.explain(NAME, dataDir.path(), port, Failures.since(log, before), log);
        }
        dataDir.remember("port", port);
        dataDir.remember("controller-port", controllerPort);
    }

    private Path log() {
        Path parent = log.getParent();
        try {
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new EmbeddedException("The log file " + log + " cannot be written: " + Failures.reason(e) + ".", e);
        }
        return log;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=40m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true"));
        if (Files.exists(options.dist.brokerArchive())) {
            command.add("-XX:SharedArchiveFile=" + options.dist.brokerArchive());
        }
        command.addAll(options.jvmOptions);
        command.addAll(List.of(
                "-jar", options.dist.brokerJar().toString(), dataDir.path().toString()));
        if (options.life instanceof Life.Leased leased) {
            command.addAll(List.of(
                    "leased",
                    leased.file().toString(),
                    Long.toString(leased.idle().toSeconds())));
        } else {
            command.addAll(List.of(options.life instanceof Life.Attached ? "attached" : "detached", "", "0"));
        }
        command.add(Boolean.toString(dataDir.temporary() || options.life instanceof Life.Leased));
        return command;
    }

    public String host() {
        return Ports.HOST;
    }

    public int port() {
        return port;
    }

    /** For {@code kafka.bootstrap.servers}. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + port;
    }

    public long pid() {
        return files.running()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new EmbeddedException("Kafka on " + dataDir.path() + " is not running."));
    }

    public boolean isRunning() {
        return files.running().isPresent();
    }

    public Path dataDir() {
        return dataDir.path();
    }

    public Path logFile() {
        return log;
    }

    /** Ends the broker cleanly. The data stays. */
    public void stop() {
        try (DataDir.Lock lock = dataDir.lock()) {
            files.running().ifPresent(broker -> Processes.end(broker, STOP_PATIENCE));
        }
    }

    /** Ends the broker as a crash would ({@code kill -9}). */
    public void kill() {
        files.running().ifPresent(Processes::kill);
    }

    /** Stops the broker; a temporary data directory is removed. A leased one goes on: others may use it. */
    @Override
    public void close() {
        if (options.life instanceof Life.Leased) {
            return;
        }
        stop();
        removeTemporaryData();
    }

    private void removeTemporaryData() {
        if (dataDir.temporary()) {
            DataDir.delete(dataDir.path());
        }
    }
}

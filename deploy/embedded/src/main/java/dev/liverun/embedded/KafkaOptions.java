package dev.liverun.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How to run a Kafka broker. Immutable: each method returns a changed copy. */
public final class KafkaOptions {
    Dist dist;

    @Nullable
    Path dataDir;

    int port;
    int heapMegabytes = 128;
    int partitions = 4;

    @Nullable
    Path logFile;

    Life life = Life.attached();
    Map<String, String> settings = Map.of();
    List<String> jvmOptions = List.of();
    Consumer<String> progress = line -> {};

    private KafkaOptions(Dist dist) {
        this.dist = dist;
    }

    private KafkaOptions(KafkaOptions other) {
        dist = other.dist;
        dataDir = other.dataDir;
        port = other.port;
        heapMegabytes = other.heapMegabytes;
        partitions = other.partitions;
        logFile = other.logFile;
        life = other.life;
        settings = other.settings;
        jvmOptions = other.jvmOptions;
        progress = other.progress;
    }

    /** A temporary one on a free port that ends with this JVM. */
    public static KafkaOptions of(Dist dist) {
        return new KafkaOptions(dist);
    }

    /** Keeps the topics, the offsets and the port in this directory, which is made if need be. */
    public KafkaOptions dataDir(Path directory) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.dataDir = directory;
        return copy;
    }

    /** 0, the default, takes the port that was used with this data directory before if it is free, else any free one. */
    public KafkaOptions port(int number) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.port = number;
        return copy;
    }

    /**
     * The broker's heap; it uses about 70 MB besides. The default serves dozens of topics; a run of 200,000 records over six
     * topics passed with 72.
     */
    public KafkaOptions heap(int megabytes) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.heapMegabytes = megabytes;
        return copy;
    }

    /** How many partitions a topic gets that is made by its first use: the most consumers of a group that can share it. */
    public KafkaOptions partitions(int number) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.partitions = number;
        return copy;
    }

    /** Where the broker writes its log; {@code kafka.log} in the data directory if not given. */
    public KafkaOptions logFile(Path file) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.logFile = file;
        return copy;
    }

    public KafkaOptions life(Life wanted) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.life = wanted;
        return copy;
    }

    /** One more broker setting, by Kafka's name for it; it wins over ours. */
    public KafkaOptions setting(String name, String value) {
        KafkaOptions copy = new KafkaOptions(this);
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(name, value);
        copy.settings = all;
        return copy;
    }

    /** Options for the broker's JVM, after ours: {@code -XX:TieredStopAtLevel=4} for the throughput of a server under load. */
    public KafkaOptions jvmOptions(String... arguments) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.jvmOptions = List.of(arguments);
        return copy;
    }

    /** Is told, in a few words, what is going on while a start takes its time. */
    public KafkaOptions progress(Consumer<String> listener) {
        KafkaOptions copy = new KafkaOptions(this);
        copy.progress = listener;
        return copy;
    }
}

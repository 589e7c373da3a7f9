package dev.liverun.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How to run a PostgreSQL. Immutable: each method returns a changed copy. */
public final class PostgresOptions {
    Dist dist;

    @Nullable
    Path dataDir;

    int port;
    boolean durable;

    @Nullable
    Path logFile;

    int maxConnections = 200;
    Life life = Life.attached();
    Map<String, String> settings = Map.of();
    Consumer<String> progress = line -> {};

    private PostgresOptions(Dist dist) {
        this.dist = dist;
    }

    private PostgresOptions(PostgresOptions other) {
        dist = other.dist;
        dataDir = other.dataDir;
        port = other.port;
        durable = other.durable;
        logFile = other.logFile;
        maxConnections = other.maxConnections;
        life = other.life;
        settings = other.settings;
        progress = other.progress;
    }

    /** A temporary one on a free port, not durable, that ends with this JVM. */
    public static PostgresOptions of(Dist dist) {
        return new PostgresOptions(dist);
    }

    /** Keeps the data, the port and the superuser's password in this directory, which is made if need be. */
    public PostgresOptions dataDir(Path directory) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.dataDir = directory;
        return copy;
    }

    /** 0, the default, takes the port that was used with this data directory before if it is free, else any free one. */
    public PostgresOptions port(int number) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.port = number;
        return copy;
    }

    /**
     * Whether commits survive a crash of the machine. Without, commits are several times faster; they survive a
     * {@code kill -9} of the server, but a crash of the machine can ruin the whole data directory.
     */
    public PostgresOptions durable(boolean on) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.durable = on;
        return copy;
    }

    /** Where the server writes its log; {@code postgres.log} in the data directory if not given. */
    public PostgresOptions logFile(Path file) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.logFile = file;
        return copy;
    }

    /** Each one open costs the server a process and about 2 MB. */
    public PostgresOptions maxConnections(int number) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.maxConnections = number;
        return copy;
    }

    public PostgresOptions life(Life wanted) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.life = wanted;
        return copy;
    }

    /** One more line for {@code postgresql.conf}; it wins over ours. */
    public PostgresOptions setting(String name, String value) {
        PostgresOptions copy = new PostgresOptions(this);
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(name, value);
        copy.settings = all;
        return copy;
    }

    /** Is told, in a few words, what is going on while a start takes its time. */
    public PostgresOptions progress(Consumer<String> listener) {
        PostgresOptions copy = new PostgresOptions(this);
        copy.progress = listener;
        return copy;
    }
}

package dev.liverun.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What this JVM and the broker's tell each other through the data directory: {@code broker.properties} are its settings;
 * {@code kafka.pid} says who it is, {@code kafka.ready} where it serves. The broker writes the last two itself.
 */
final class BrokerFiles {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    private final DataDir dataDir;

    BrokerFiles(DataDir dataDir) {
        this.dataDir = dataDir;
    }

    Path logs() {
        return dataDir.file("log");
    }

    void prepare(Properties settings) {
        try {
            Files.deleteIfExists(dataDir.file("kafka.pid"));
            Files.deleteIfExists(dataDir.file("kafka.ready"));
            try (Writer writer = Files.newBufferedWriter(dataDir.file("broker.properties"))) {
                settings.store(writer, "Written anew at each start.");
            }
        } catch (IOException e) {
            throw new EmbeddedException(
                    "The data directory " + dataDir.path() + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }

    /** The broker that runs on this data directory; pids are reused, so its start time and directory are checked too. */
    Optional<ProcessHandle> running() {
        Properties pid = read("kafka.pid");
        String number = pid.getProperty("pid");
        String started = pid.getProperty("started");
        if (number == null || started == null) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(number))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process, Instant.ofEpochMilli(Long.parseLong(started))))
                .filter(process -> Processes.mentions(process, dataDir.path().toString()));
    }

    private static boolean startedAt(ProcessHandle process, Instant time) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, time).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(true);
    }

    /** The port on which the broker of this pid serves; 0 while it does not. */
    int readyPort(long pid) {
        Properties ready = read("kafka.ready");
        return Long.toString(pid).equals(ready.getProperty("pid")) ? Integer.parseInt(ready.getProperty("port")) : 0;
    }

    private Properties read(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(dataDir.file(name))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}

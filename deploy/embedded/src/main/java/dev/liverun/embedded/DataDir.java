package dev.liverun.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One server's data directory: its lock, and what is remembered about it between starts. */
final class DataDir {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(120);

    private static final Duration TAKE_DOWN_PATIENCE = Duration.ofSeconds(45);

    private final Path path;
    private final boolean temporary;

    private DataDir(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The given directory, made if it is not there; without one a new temporary one. */
    static DataDir open(@Nullable Path wanted, String prefix) {
        try {
            if (wanted == null) {
                return new DataDir(Files.createTempDirectory(prefix).toRealPath(), true);
            }
            Files.createDirectories(wanted);
            return new DataDir(wanted.toRealPath(), false);
        } catch (IOException e) {
            throw new EmbeddedException(
                    "The data directory " + (wanted == null ? "under java.io.tmpdir" : wanted) + " cannot be made: "
                            + Failures.reason(e) + ".",
                    e);
        }
    }

    Path path() {
        return path;
    }

    boolean temporary() {
        return temporary;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Waits while the last server of this directory, whose {@linkplain Life.Leased lease} has run out, is being taken down with
     * its data. The mark stands beside the directory and is the last thing that goes.
     */
    void awaitTakeDown() {
        Path mark = path.resolveSibling(path.getFileName() + ".closing");
        Waiting.until(TAKE_DOWN_PATIENCE, () -> !Files.exists(mark));
        try {
            Files.deleteIfExists(mark);
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new EmbeddedException(path + " cannot be made: " + Failures.reason(e) + ".", e);
        }
    }

    /** Keeps every other starter and stopper of this directory out, in this JVM and in others. */
    Lock lock() {
        Path file = path.resolveSibling(path.getFileName() + ".lock");
        long deadline = System.nanoTime() + LOCK_TIMEOUT.toNanos();
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
            while (true) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    return new Lock(channel, temporary ? file : null);
                }
                if (System.nanoTime() > deadline) {
                    channel.close();
                    throw new EmbeddedException("Another process has been starting or stopping " + path
                            + " for two minutes: end it first.");
                }
                Waiting.pause();
            }
        } catch (IOException e) {
            throw new EmbeddedException("The lock file " + file + " cannot be used: " + Failures.reason(e) + ".", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another thread of this JVM
        }
    }

    int remembered(String key) {
        try {
            return Integer.parseInt(memory().getProperty(key, "0"));
        } catch (NumberFormatException e) {
            return 0; // only a hint, and a broken one costs nothing but another port
        }
    }

    void remember(String key, int value) {
        Properties memory = memory();
        memory.setProperty(key, Integer.toString(value));
        Path file = file("liverun.properties");
        Path fresh = file("liverun.properties.new");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                memory.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedException("The file " + file + " cannot be written: " + Failures.reason(e) + ".", e);
        }
    }

    private Properties memory() {
        Properties memory = new Properties();
        try (Reader reader = Files.newBufferedReader(file("liverun.properties"))) {
            memory.load(reader);
        } catch (NoSuchFileException e) {
            return memory; // the first start
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return memory;
    }

    /** Removes a directory with all that is in it; what vanishes meanwhile is as good as removed. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path file : deepestFirst) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Held until closed. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;
        private final @Nullable Path removeAfterwards;

        private Lock(FileChannel channel, @Nullable Path removeAfterwards) {
            this.channel = channel;
            this.removeAfterwards = removeAfterwards;
        }

        @Override
        public void close() {
            try {
                if (removeAfterwards != null) {
                    Files.deleteIfExists(removeAfterwards);
                }
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

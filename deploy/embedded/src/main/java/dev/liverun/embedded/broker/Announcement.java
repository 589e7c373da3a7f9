package dev.liverun.embedded.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** Says in the data directory who runs here, and when it serves. */
final class Announcement {
    private final Path dataDir;

    Announcement(Path dataDir) {
        this.dataDir = dataDir;
    }

    void started() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        write("kafka.pid", "pid=" + self.pid() + "\nstarted=" + start + "\n");
    }

    void ready(int port) throws IOException {
        write("kafka.ready", "pid=" + ProcessHandle.current().pid() + "\nport=" + port + "\n");
    }

    void withdraw() {
        try {
            Files.deleteIfExists(dataDir.resolve("kafka.ready"));
            Files.deleteIfExists(dataDir.resolve("kafka.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Readers see nothing or all of it. */
    private void write(String name, String text) throws IOException {
        Path fresh = dataDir.resolve(name + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, dataDir.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

package dev.liverun.embedded.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Notices when nobody needs this broker any more. */
final class BrokerLife {
    private final String kind;
    private final Path lease;
    private final Path closingMark;
    private final Duration idle;
    private final Clock clock = Clock.systemUTC();

    BrokerLife(String kind, Path lease, long idleSeconds, Path dataDir) {
        this.kind = kind;
        this.lease = lease;
        this.closingMark = dataDir.resolveSibling(dataDir.getFileName() + ".closing");
        this.idle = Duration.ofSeconds(idleSeconds);
    }

    void whenOver(Runnable end) {
        switch (kind) {
            case "attached" ->
                daemon(() -> {
                    awaitEndOfInput();
                    end.run();
                });
            case "leased" -> watchLease(end);
            case "detached" -> {}
            default -> throw new IllegalArgumentException("no such life: " + kind);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "life");
        thread.setDaemon(true);
        thread.start();
    }

    /** The pipe from the JVM that started us closes when that JVM ends, however it ends. */
    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            return; // as good as closed
        }
    }

    private void watchLease(Runnable end) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "life");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                () -> {
                    if (expired() && stillExpiredOnceMarked()) {
                        end.run();
                    }
                },
                5,
                5,
                TimeUnit.SECONDS);
    }

    /**
     * Who wants this broker renews the lease first and then looks for the mark; we mark first and then look at the lease
     * again. So one of us sees the other.
     */
    private boolean stillExpiredOnceMarked() {
        try {
            Files.writeString(closingMark, "");
            if (expired()) {
                return true;
            }
            Files.delete(closingMark);
        } catch (IOException e) {
            return !Files.exists(lease); // its directory is gone, and so should we be
        }
        return false;
    }

    /** Nothing is left of this broker but its process. */
    void takenDown() {
        try {
            Files.deleteIfExists(closingMark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean expired() {
        try {
            Instant touched = Files.getLastModifiedTime(lease).toInstant();
            return touched.plus(idle).isBefore(clock.instant());
        } catch (IOException e) {
            return true; // the lease was withdrawn
        }
    }
}

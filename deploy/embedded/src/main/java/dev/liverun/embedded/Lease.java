package dev.liverun.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A file whose age says how long ago somebody last needed the shared pair. */
record Lease(Path file) {
    private static final long TOUCH_EVERY_SECONDS = 20;
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Keeps the file young for as long as this JVM lives, or until the file is removed. */
    void hold() {
        try {
            // Writing sets the time to the file system's own, which is what the pair compares with.
            Files.write(file, new byte[] {'\n'});
        } catch (IOException e) {
            throw new EmbeddedException(file + " cannot be written: " + Failures.reason(e) + ".", e);
        }
        if (!HELD.add(file)) {
            return;
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "liverun-embedded-lease");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                () -> {
                    if (!renew()) {
                        HELD.remove(file);
                        timer.shutdown();
                    }
                },
                TOUCH_EVERY_SECONDS,
                TOUCH_EVERY_SECONDS,
                TimeUnit.SECONDS);
    }

    private boolean renew() {
        try {
            Files.write(file, new byte[] {'\n'}, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            return true;
        } catch (IOException e) {
            return false; // the pair has been stopped
        }
    }
}

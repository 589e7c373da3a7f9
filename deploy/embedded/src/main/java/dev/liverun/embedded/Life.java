package dev.liverun.embedded;

import java.nio.file.Path;
import java.time.Duration;

/** How long a started PostgreSQL or Kafka lives when nobody stops it. */
public sealed interface Life {

    /** It stops by itself when this JVM ends, even by {@code kill -9}. */
    static Life attached() {
        return new Attached();
    }

    /** It runs until it is stopped, also after this JVM has ended. */
    static Life detached() {
        return new Detached();
    }

    /**
     * It outlives this JVM, but stops by itself, and removes its data directory, when nobody has touched {@code file}
     * for {@code idle}. A longer time leaves processes behind longer after a crashed build.
     */
    static Life leased(Path file, Duration idle) {
        return new Leased(file, idle);
    }

    record Attached() implements Life {}

    record Detached() implements Life {}

    record Leased(Path file, Duration idle) implements Life {}
}

package dev.liverun.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A PostgreSQL and a Kafka that belong together. */
public record EmbeddedInfra(EmbeddedPostgres postgres, EmbeddedKafka kafka) implements AutoCloseable {

    /** Starts both at the same time. If one fails, the other is stopped again. */
    public static EmbeddedInfra start(PostgresOptions postgres, KafkaOptions kafka) {
        CompletableFuture<EmbeddedPostgres> database = inBackground(() -> EmbeddedPostgres.start(postgres));
        CompletableFuture<EmbeddedKafka> broker = inBackground(() -> EmbeddedKafka.start(kafka));
        try {
            return new EmbeddedInfra(database.join(), broker.join());
        } catch (CompletionException e) {
            database.thenAccept(EmbeddedPostgres::close)
                    .exceptionally(failed -> null)
                    .join();
            broker.thenAccept(EmbeddedKafka::close)
                    .exceptionally(failed -> null)
                    .join();
            throw e.getCause() instanceof EmbeddedException cause ? cause : e;
        }
    }

    /**
     * The one pair that all tests of a build share, over all its modules and test JVMs: the first that asks starts it, the
     * others connect. It is not durable. It ends with {@link StopShared}, or by itself when no test JVM has used it for
     * ten minutes.
     */
    public static EmbeddedInfra shared(Dist dist) {
        return new SharedPair(dist).acquire();
    }

    /** The shared pair of the distribution that the system property {@value Dist#PROPERTY} names. */
    public static EmbeddedInfra shared() {
        return shared(Dist.fromSystemProperty());
    }

    /** Stops both, the broker first, so that nothing of it waits for the database; temporary data is removed. */
    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> start) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(start.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "liverun-embedded-start");
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}

package dev.liverun.feedback.attachments;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The directory in which uploads are collected. Quarkus removes what belongs to a request when that ends; of a connection
 * that breaks off, and of a process that is killed, the file stays until it is removed here.
 */
@ApplicationScoped
class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);

    private final Path directory;
    private final AttachmentsConfig config;
    private final Vertx vertx;
    private final Clock clock;

    Spool(
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory,
            AttachmentsConfig config,
            Vertx vertx,
            Clock clock) {
        this.directory = directory;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "10s", identity = "upload-spool")
    Uni<Void> clean() {
        return clean(config.brokenOffAfter())
                .onFailure()
                .invoke(e -> LOG.warn("What broken uploads left behind stays until the next time", e))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /** Removes files to which nothing was added for that long; returns how many. */
    Uni<Integer> clean(Duration unchanged) {
        return Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> remove(unchanged), false)
                .toCompletionStage());
    }

    private int remove(Duration unchanged) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        var before = clock.instant().minus(unchanged);
        int removed = 0;
        try (var files = Files.list(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isAfter(before) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }
}

package dev.liverun.storage;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The store of a service, as its configuration says. */
@Singleton
final class StorageBeans {

    private static final Logger LOG = Logger.getLogger(StorageBeans.class);

    @Produces
    @Singleton
    @DefaultBean
    FileStore fileStore(StorageConfig config, Vertx vertx) {
        return switch (config.backend()) {
            case LOCAL -> new LocalFileStore(vertx, config.directory());
            case S3 -> s3(config, vertx);
        };
    }

    private static FileStore s3(StorageConfig config, Vertx vertx) {
        String bucket = config.s3()
                .bucket()
                .orElseThrow(() -> new IllegalStateException(
                        "liverun.storage.backend is S3: set liverun.storage.s3.bucket to the bucket for files"));
        var store = new S3FileStore(vertx, S3Clients.of(config.s3()), bucket, config.directory());
        // It may be away now and there later: uploads fail until it is.
        store.check()
                .subscribe()
                .with(
                        found -> LOG.debugf("Files are kept in bucket %s", bucket),
                        failure -> LOG.errorf("Bucket %s cannot be used: %s", bucket, failure.getMessage()));
        return store;
    }

    void removeUnfinished(@Observes StartupEvent started, StorageConfig config, Vertx vertx, Clock clock) {
        new Unfinished(new Workers(vertx), config.directory())
                .remove(config.unfinishedAfter(), clock)
                .subscribe()
                .with(
                        removed -> LOG.debugf("Removed %d unfinished uploads", removed),
                        failure -> LOG.warn("Unfinished uploads cannot be removed", failure));
    }
}

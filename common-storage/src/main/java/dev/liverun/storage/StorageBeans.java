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
        return new LocalFileStore(vertx, config.directory());
    }

    void removeUnfinished(@Observes StartupEvent started, StorageConfig config, Vertx vertx, Clock clock) {
        new LocalFileStore(vertx, config.directory())
                .removeUnfinished(config.unfinishedAfter(), clock)
                .subscribe()
                .with(
                        removed -> LOG.debugf("Removed %d unfinished uploads", removed),
                        failure -> LOG.warn("Unfinished uploads cannot be removed", failure));
    }
}

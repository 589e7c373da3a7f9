package dev.liverun.storage;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses the store that is configured. */
@ApplicationScoped
class StorageBeans {

    @Produces
    @Singleton
    FileStore fileStore(Vertx vertx, StorageConfig config) {
        return new LocalFileStore(vertx, config.directory());
    }
}

package dev.liverun.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Work that blocks, on threads that may; it comes back to the caller's context. */
final class Workers {

    private final Vertx vertx;

    Workers(Vertx vertx) {
        this.vertx = vertx;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Fails with a {@link StorageException} where the file system does. */
    <T> Uni<T> blocking(Callable<T> work) {
        return future(() -> vertx.executeBlocking(work, false))
                .onFailure(IOException.class)
                .transform(failure -> new StorageException("The file store does not work: " + failure, failure));
    }

    static <T> Uni<T> future(Supplier<Future<T>> start) {
        return Uni.createFrom().completionStage(() -> start.get().toCompletionStage());
    }
}

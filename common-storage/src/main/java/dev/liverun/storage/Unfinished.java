package dev.liverun.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Uploads that have not arrived as a whole: each a file on the disk, so that memory does not grow with them. None stays
 * when its upload ends, however that is; what a crash left is removed by age.
 */
final class Unfinished {

    private static final Logger LOG = Logger.getLogger(Unfinished.class);

    /** No key begins with a dot, so that unfinished files cannot be mistaken for stored ones. */
    private static final String DIRECTORY = ".unfinished";

    private final Workers workers;
    private final Path directory;

    Unfinished(Workers workers, Path root) {
        this.workers = workers;
        this.directory = root.resolve(DIRECTORY);
    }

    /** What arrived, forced to the disk. */
    record Received(Path file, long size, String sha256) {}

    /** Receives content of up to {@code maxSize} bytes and has it stored; whatever happens, its file is gone afterwards. */
    Uni<FileStore.StoredFile> store(
            String key, Multi<Buffer> content, long maxSize, Function<Received, Uni<Void>> storing) {
        return Uni.createFrom().deferred(() -> {
            Path file = directory.resolve(UUID.randomUUID().toString());
            return workers.blocking(() -> Files.createDirectories(directory))
                    .chain(() -> receive(file, content, maxSize))
                    .call(storing::apply)
                    .map(received -> new FileStore.StoredFile(key, received.size(), received.sha256()))
                    .onTermination()
                    .call(() -> discard(file))
                    .onFailure(
                            failure -> failure instanceof FileSystemException || !(failure instanceof RuntimeException))
                    .transform(failure -> new StorageException("The file " + key + " cannot be stored", failure));
        });
    }

    private Uni<Received> receive(Path target, Multi<Buffer> content, long maxSize) {
        return Workers.future(() -> workers.vertx()
                        .fileSystem()
                        .open(
                                target.toString(),
                                new OpenOptions()
                                        .setCreateNew(true)
                                        .setWrite(true)
                                        .setRead(false)))
                .chain(file -> new Upload(file, maxSize)
                        .receive(content)
                        .call(() -> Workers.future(file::flush))
                        .onTermination()
                        .call(() -> Workers.future(file::close)))
                .map(written -> new Received(target, written.size(), written.sha256()));
    }

    private Uni<Void> discard(Path file) {
        return workers.blocking(() -> Files.deleteIfExists(file))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("An unfinished upload stays until the next start: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Removes what uploads that never ended left behind; returns how many. */
    Uni<Integer> remove(Duration olderThan, Clock clock) {
        return workers.blocking(
                () -> Files.isDirectory(directory) ? remove(clock.instant().minus(olderThan)) : 0);
    }

    private int remove(Instant before) throws IOException {
        int removed = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }
}

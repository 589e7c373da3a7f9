package dev.liverun.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Files in a local or shared directory. A file is written beside its place, forced to the disk and then renamed to it, so
 * that it is there as a whole or not at all, also after a power failure.
 */
final class LocalFileStore implements FileStore {

    private static final Logger LOG = Logger.getLogger(LocalFileStore.class);

    /** No key begins with a dot, so that unfinished files cannot be mistaken for stored ones. */
    private static final String UNFINISHED = ".unfinished";

    private final Vertx vertx;
    private final Path root;
    private final Path unfinished;

    LocalFileStore(Vertx vertx, Path directory) {
        this.vertx = vertx;
        this.root = directory.toAbsolutePath().normalize();
        this.unfinished = root.resolve(UNFINISHED);
    }

    @Override
    public Uni<StoredFile> put(String key, Multi<Buffer> content, long maxSize) {
        Path target = path(key);
        return Uni.createFrom().deferred(() -> {
            Path temporary = unfinished.resolve(UUID.randomUUID().toString());
            return blocking(() -> Files.createDirectories(unfinished))
                    .chain(() -> write(temporary, content, maxSize))
                    .call(() -> blocking(() -> publish(temporary, target)))
                    .map(written -> new StoredFile(key, written.size(), written.sha256()))
                    .onFailure()
                    .call(() -> discard(temporary))
                    .onCancellation()
                    .call(() -> discard(temporary))
                    .onFailure(
                            failure -> failure instanceof FileSystemException || !(failure instanceof RuntimeException))
                    .transform(failure -> new StorageException("The file " + key + " cannot be stored", failure));
        });
    }

    private Uni<Upload.Written> write(Path temporary, Multi<Buffer> content, long maxSize) {
        return open(
                        temporary,
                        new OpenOptions().setCreateNew(true).setWrite(true).setRead(false))
                .chain(file -> new Upload(file, maxSize)
                        .receive(content)
                        .call(() -> future(file::flush))
                        .onTermination()
                        .call(() -> future(file::close)));
    }

    /** A rename is durable when its directory is, and a new directory when the one above it is. */
    private Path publish(Path temporary, Path target) throws IOException {
        Path directory = Objects.requireNonNull(target.getParent());
        Files.createDirectories(directory);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        while (directory != null && directory.startsWith(root)) {
            force(directory);
            directory = directory.getParent();
        }
        return target;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Uni<Void> discard(Path temporary) {
        return blocking(() -> Files.deleteIfExists(temporary))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("An unfinished upload stays until the next start: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    @Override
    public Uni<Optional<Multi<Buffer>>> read(String key, long offset, long length) {
        Path path = path(key);
        return size(key)
                .map(size -> size.map(bytes -> {
                    long first = Math.min(offset, bytes);
                    return content(path, first, first + Math.min(length, bytes - first));
                }));
    }

    private Multi<Buffer> content(Path path, long first, long end) {
        return open(path, new OpenOptions().setWrite(false).setCreate(false))
                .map(file -> new Reading(file, first, end))
                .onItem()
                .transformToMulti(reading -> Multi.createBy()
                        .repeating()
                        .uni(reading::next)
                        .whilst(chunk -> chunk.length() > 0)
                        .filter(chunk -> chunk.length() > 0)
                        .onTermination()
                        .call(reading::close));
    }

    @Override
    public Uni<Optional<Long>> size(String key) {
        Path path = path(key);
        return blocking(() -> {
            try {
                return Files.isRegularFile(path) ? Optional.of(Files.size(path)) : Optional.empty();
            } catch (NoSuchFileException gone) {
                return Optional.empty();
            }
        });
    }

    /** Leaves emptied directories: another file may just be on its way there. */
    @Override
    public Uni<Void> delete(String key) {
        Path path = path(key);
        return blocking(() -> Files.deleteIfExists(path)).replaceWithVoid();
    }

    @Override
    public Multi<FileInfo> list(String prefix, Optional<String> after) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Listing(root, prefix, after), listing -> blocking(listing::next))
                .whilst(Optional::isPresent)
                .onItem()
                .transformToIterable(found -> found.stream().toList());
    }

    /** Removes what uploads that never ended left behind. */
    Uni<Integer> removeUnfinished(Duration olderThan, Clock clock) {
        return blocking(() -> {
            if (!Files.isDirectory(unfinished)) {
                return 0;
            }
            Instant before = clock.instant().minus(olderThan);
            int removed = 0;
            try (Stream<Path> files = Files.list(unfinished)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(before) && Files.deleteIfExists(file)) {
                        removed++;
                    }
                }
            }
            return removed;
        });
    }

    private Path path(String key) {
        return root.resolve(Keys.check(key));
    }

    private Uni<AsyncFile> open(Path path, OpenOptions options) {
        return future(() -> vertx.fileSystem().open(path.toString(), options));
    }

    private <T> Uni<T> blocking(Callable<T> work) {
        return future(() -> vertx.executeBlocking(work, false))
                .onFailure(IOException.class)
                .transform(failure -> new StorageException("The file store does not work: " + failure, failure));
    }

    private static <T> Uni<T> future(Supplier<Future<T>> start) {
        return Uni.createFrom().completionStage(() -> start.get().toCompletionStage());
    }
}

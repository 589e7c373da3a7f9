package dev.liverun.storage;

import dev.liverun.flow.Pull;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * Files in a local or shared directory. A file is written beside its place, forced to the disk and then renamed to it, so
 * that it is there as a whole or not at all, also after a power failure.
 */
final class LocalFileStore implements FileStore {

    private final Workers workers;
    private final Path root;
    private final Unfinished unfinished;

    LocalFileStore(Vertx vertx, Path directory) {
        this.workers = new Workers(vertx);
        this.root = directory.toAbsolutePath().normalize();
        this.unfinished = new Unfinished(workers, root);
    }

    @Override
    public Uni<StoredFile> put(String key, Multi<Buffer> content, long maxSize) {
        Path target = path(key);
        return unfinished.store(
                key, content, maxSize, received -> workers.blocking(() -> publish(received.file(), target)));
    }

    /** A rename is durable when its directory is, and a new directory when the one above it is. */
    private Void publish(Path temporary, Path target) throws IOException {
        Path directory = Objects.requireNonNull(target.getParent());
        Files.createDirectories(directory);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        while (directory != null && directory.startsWith(root)) {
            force(directory);
            directory = directory.getParent();
        }
        return null;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
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
                .transformToMulti(reading -> Pull.from(() ->
                                reading.next().map(chunk -> Optional.of(chunk).filter(some -> some.length() > 0)))
                        .onTermination()
                        .call(reading::close));
    }

    @Override
    public Uni<Optional<Long>> size(String key) {
        Path path = path(key);
        return workers.blocking(() -> {
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
        return workers.blocking(() -> Files.deleteIfExists(path)).replaceWithVoid();
    }

    @Override
    public Multi<FileInfo> list(String prefix, Optional<String> after) {
        return Multi.createFrom().deferred(() -> {
            var listing = new Listing(root, prefix, after);
            return Pull.from(() -> workers.blocking(listing::next));
        });
    }

    private Path path(String key) {
        return root.resolve(Keys.check(key));
    }

    private Uni<AsyncFile> open(Path path, OpenOptions options) {
        return Workers.future(() -> workers.vertx().fileSystem().open(path.toString(), options));
    }
}

package dev.liverun.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.file.AsyncFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Files in a directory. A file is written beside its place, forced to disk, and moved there in one step. */
final class LocalFileStore implements FileStore {

    private static final String INCOMING = ".incoming";

    private final Vertx vertx;
    private final Path root;

    LocalFileStore(Vertx vertx, Path root) {
        this.vertx = vertx;
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Uni<StoredFile> put(String key, Multi<Buffer> content, long maxSize) {
        var target = root.resolve(Keys.check(key));
        var incoming = root.resolve(INCOMING).resolve(UUID.randomUUID().toString());
        var tally = new Tally(maxSize);
        return onWorker(() -> {
                    Files.createDirectories(incoming.getParent());
                    return incoming;
                })
                .chain(() -> open(incoming, new OpenOptions().setCreateNew(true).setWrite(true)))
                .chain(file -> content.onItem()
                        .invoke(tally::add)
                        .onItem()
                        .transformToUniAndConcatenate(
                                buffer -> file.write(io.vertx.mutiny.core.buffer.Buffer.newInstance(buffer)))
                        .onItem()
                        .ignoreAsUni()
                        .onTermination()
                        .call(file::close))
                .chain(() -> onWorker(() -> {
                    force(incoming);
                    var directory = Objects.requireNonNull(target.getParent());
                    Files.createDirectories(directory);
                    Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    force(directory);
                    return new StoredFile(key, tally.size, tally.hash());
                }))
                .onTermination()
                .call((stored, failure, cancelled) -> failure != null || cancelled
                        ? onWorker(() -> Files.deleteIfExists(incoming))
                        : Uni.createFrom().voidItem());
    }

    @Override
    public Uni<Optional<Multi<Buffer>>> read(String key, long offset, long length) {
        var path = root.resolve(Keys.check(key));
        return size(key).chain(size -> {
            if (size.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            return open(path, new OpenOptions().setRead(true).setWrite(false).setCreate(false))
                    .map(file -> {
                        file.setReadPos(offset);
                        file.setReadLength(length);
                        return Optional.of(file.toMulti()
                                .map(io.vertx.mutiny.core.buffer.Buffer::getDelegate)
                                .onTermination()
                                .call(file::close));
                    });
        });
    }

    @Override
    public Uni<Optional<Long>> size(String key) {
        var path = root.resolve(Keys.check(key));
        return onWorker(() -> {
            try {
                return Files.isRegularFile(path) ? Optional.of(Files.size(path)) : Optional.empty();
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Uni<Void> delete(String key) {
        var path = root.resolve(Keys.check(key));
        return onWorker(() -> Files.deleteIfExists(path)).replaceWithVoid();
    }

    @Override
    public Multi<String> list(String prefix) {
        var begin = root.resolve(Keys.check(prefix));
        return onWorker(() -> keysUnder(begin)).onItem().transformToMulti(keys -> Multi.createFrom()
                .iterable(keys));
    }

    private List<String> keysUnder(Path begin) throws IOException {
        if (!Files.exists(begin)) {
            return List.of();
        }
        try (var files = Files.walk(begin)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private Uni<AsyncFile> open(Path path, OpenOptions options) {
        return UniHelper.toUni(vertx.fileSystem().open(path.toString(), options))
                .map(AsyncFile::newInstance);
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return UniHelper.toUni(vertx.executeBlocking(work, false));
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Counts and hashes what flows by. */
    private static final class Tally {

        private final long maxSize;
        private final MessageDigest digest;
        private long size;

        Tally(long maxSize) {
            this.maxSize = maxSize;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void add(Buffer buffer) {
            size += buffer.length();
            if (size > maxSize) {
                throw new FileTooLargeException(maxSize);
            }
            digest.update(buffer.getBytes());
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}

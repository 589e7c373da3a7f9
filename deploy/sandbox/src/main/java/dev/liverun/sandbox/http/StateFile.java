package dev.liverun.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one integration's state in a JSON file that is replaced atomically, so a completed {@link #save} survives a
 * killed process. (Not a power cut: nothing is synced, as every save writes the whole file.) Saves that arrive while
 * one is written share the next one.
 */
public final class StateFile {
    private final Vertx vertx;
    private final @Nullable Path file;
    private Supplier<JsonObject> state = JsonObject::new;
    private boolean writing;
    private @Nullable Promise<Void> next;

    /** @param directory null keeps everything in memory only */
    public StateFile(Vertx vertx, @Nullable Path directory, String name) {
        this.vertx = vertx;
        this.file = directory == null ? null : directory.resolve(name + ".json");
    }

    /** What was saved last, or null; blocks, so call it before the server starts. */
    public @Nullable JsonObject load() {
        if (file == null || !Files.exists(file)) {
            return null;
        }
        try {
            return new JsonObject(Buffer.buffer(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DecodeException e) {
            throw new IllegalStateException("The sandbox's state in " + file + " is not readable JSON. Restore it, or"
                    + " move it away to start with an empty one.");
        }
    }

    /** Says what {@link #save} writes; called on the event loop. */
    public void supply(Supplier<JsonObject> snapshot) {
        state = snapshot;
    }

    public Future<Void> save() {
        if (file == null) {
            return Future.succeededFuture();
        }
        if (!writing) {
            return write(file);
        }
        if (next == null) {
            next = Promise.promise();
        }
        return next.future();
    }

    private Future<Void> write(Path target) {
        writing = true;
        Buffer content = state.get().toBuffer();
        Future<Void> done = vertx.executeBlocking(() -> {
            replace(target, content);
            return null;
        });
        return done.onComplete(result -> {
            writing = false;
            Promise<Void> waiting = next;
            next = null;
            if (waiting != null) {
                write(target).onComplete(waiting);
            }
        });
    }

    private static void replace(Path target, Buffer content) throws IOException {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        // The state may hold webhook secrets.
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        var create = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, create, ownerOnly)) {
            var bytes = ByteBuffer.wrap(content.getBytes());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

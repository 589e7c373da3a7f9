package dev.liverun.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Keeps files under keys: {@code segment/segment/…} of letters, digits and {@code . _ -}, 512 characters at most. Content
 * is streamed in both directions in constant memory. A file is there whole or not at all, also after a crash, and once
 * {@link #put} is complete it stays.
 */
public interface FileStore {

    /** What was stored. */
    record StoredFile(String key, long size, String sha256) {}

    /**
     * Stores {@code content}; what was under the key before is replaced.
     *
     * @param maxSize in bytes; more fails with {@link FileTooLargeException} and stores nothing
     */
    Uni<StoredFile> put(String key, Multi<Buffer> content, long maxSize);

    /** The whole file; empty when there is none. */
    default Uni<Optional<Multi<Buffer>>> read(String key) {
        return read(key, 0, Long.MAX_VALUE);
    }

    /** {@code length} bytes from {@code offset}, or as many as there are; empty when there is no such file. */
    Uni<Optional<Multi<Buffer>>> read(String key, long offset, long length);

    /** The size in bytes; empty when there is no such file. */
    Uni<Optional<Long>> size(String key);

    /** Removes a file; no error when there is none. */
    Uni<Void> delete(String key);

    /** The keys that begin with {@code prefix} (whole segments), in order. */
    Multi<String> list(String prefix);
}

package dev.liverun.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps files under keys: {@code segment/segment/…} of letters, digits and {@code . _ -}, 512 characters at most. Content
 * is streamed in both directions in constant memory. A file is there whole or not at all, also after a crash, and once
 * {@link #put} is complete it stays. Files are never appended to or changed, only replaced: that is what a directory with
 * atomic renames and an S3-compatible service can both promise.
 *
 * <p>Services make the keys themselves, of ids and dates, and never take them from input; what is no key is refused with an
 * {@link IllegalArgumentException}. Every operation starts when it is subscribed to and fails with a
 * {@link StorageException} when the store does not work.
 */
public interface FileStore {

    /** What was stored. */
    record StoredFile(String key, long size, String sha256) {}

    /**
     * A file in the store.
     *
     * @param size in bytes
     * @param storedAt when it was put there
     */
    record FileInfo(String key, long size, Instant storedAt) {}

    /**
     * Stores {@code content}; what was under the key before is replaced. If the content fails, is cancelled or is too
     * large, nothing is left behind and what was there before stays.
     *
     * @param maxSize in bytes; more fails with {@link FileTooLargeException}
     */
    Uni<StoredFile> put(String key, Multi<Buffer> content, long maxSize);

    /** The whole file; empty when there is none. */
    default Uni<Optional<Multi<Buffer>>> read(String key) {
        return read(key, 0, Long.MAX_VALUE);
    }

    /**
     * {@code length} bytes from {@code offset}, or as many as there are; empty when there is no such file. The file is
     * opened when the content is subscribed to, and read as fast as it is asked for.
     */
    Uni<Optional<Multi<Buffer>>> read(String key, long offset, long length);

    /** The size in bytes; empty when there is no such file. */
    Uni<Optional<Long>> size(String key);

    /** Removes a file; no error when there is none. */
    Uni<Void> delete(String key);

    default Uni<Boolean> exists(String key) {
        return size(key).map(Optional::isPresent);
    }

    /**
     * The files whose keys begin with this text, in the order of their keys. Files that come or go meanwhile may be in it or
     * not.
     *
     * @param prefix any beginning of keys, also in the middle of a segment; empty for all
     * @param after only keys behind this one, to go on where an earlier listing ended
     */
    Multi<FileInfo> list(String prefix, Optional<String> after);

    default Multi<FileInfo> list(String prefix) {
        return list(prefix, Optional.empty());
    }
}

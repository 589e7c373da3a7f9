package dev.liverun.storage;

import dev.liverun.flow.Pull;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Files in a bucket of an S3-compatible service. Content is received on the local disk first: so a broken upload never
 * reaches the bucket, the size is known as the protocol wants it, and the service compares the SHA-256 with what it got.
 */
final class S3FileStore implements FileStore {

    private final Workers workers;
    private final S3Client s3;
    private final String bucket;
    private final Unfinished unfinished;

    /** @param directory where content is received */
    S3FileStore(Vertx vertx, S3Client s3, String bucket, Path directory) {
        this.workers = new Workers(vertx);
        this.s3 = s3;
        this.bucket = bucket;
        this.unfinished = new Unfinished(workers, directory.toAbsolutePath().normalize());
    }

    @Override
    public Uni<StoredFile> put(String key, Multi<Buffer> content, long maxSize) {
        Keys.check(key);
        return unfinished.store(key, content, maxSize, received -> ask(() -> s3.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .contentLength(received.size())
                                .checksumSHA256(base64(received.sha256())),
                        RequestBody.fromFile(received.file())))
                .replaceWithVoid());
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public Uni<Optional<Multi<Buffer>>> read(String key, long offset, long length) {
        return size(key)
                .map(size -> size.map(bytes -> {
                    long first = Math.min(offset, bytes);
                    long end = first + Math.min(length, bytes - first);
                    return first == end ? Multi.createFrom().<Buffer>empty() : content(key, first, end);
                }));
    }

    private Multi<Buffer> content(String key, long first, long end) {
        return Multi.createFrom()
                .resource(
                        () -> new S3Reading(s3, bucket, key, first, end),
                        reading -> Pull.from(() -> ask(reading::next)
                                .map(chunk -> Optional.of(chunk).filter(some -> some.length() > 0))))
                .withFinalizer((S3Reading reading) -> ask(reading::close));
    }

    @Override
    public Uni<Optional<Long>> size(String key) {
        Keys.check(key);
        return ask(() -> {
            try {
                return Optional.of(
                        s3.headObject(request -> request.bucket(bucket).key(key))
                                .contentLength());
            } catch (NoSuchKeyException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Uni<Void> delete(String key) {
        Keys.check(key);
        return ask(() -> s3.deleteObject(request -> request.bucket(bucket).key(key)))
                .replaceWithVoid();
    }

    /** Asks for a page when the one before was taken. */
    @Override
    public Multi<FileInfo> list(String prefix, Optional<String> after) {
        return Multi.createFrom()
                .deferred(() -> {
                    var listing = new S3Listing(s3, bucket, prefix, after);
                    return Pull.from(() ->
                            ask(listing::next).map(page -> Optional.of(page).filter(some -> !some.isEmpty())));
                })
                .onItem()
                .<FileInfo>disjoint();
    }

    private <T> Uni<T> ask(Callable<T> question) {
        return workers.blocking(question)
                .onFailure(SdkException.class)
                .transform(failure -> new StorageException("The file store does not work: " + failure, failure));
    }

    /** Whether the bucket is there and may be used; fails with a {@link StorageException} that says what is wrong. */
    Uni<Void> check() {
        return ask(() -> s3.headBucket(request -> request.bucket(bucket))).replaceWithVoid();
    }
}

package dev.liverun.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Content on its way into a file: counted, digested, one buffer at a time. */
final class Upload {

    private final AsyncFile file;
    private final long maxSize;
    private final MessageDigest digest;
    private long size;

    Upload(AsyncFile file, long maxSize) {
        this.file = file;
        this.maxSize = maxSize;
        this.digest = sha256();
    }

    record Written(long size, String sha256) {}

    Uni<Written> receive(Multi<Buffer> content) {
        return content.onItem()
                .transformToUniAndConcatenate(this::append)
                .collect()
                .last()
                .map(last -> new Written(size, HexFormat.of().formatHex(digest.digest())));
    }

    private Uni<Void> append(Buffer buffer) {
        long at = size;
        size += buffer.length();
        if (size > maxSize) {
            return Uni.createFrom().failure(new FileTooLargeException(maxSize));
        }
        digest.update(buffer.getByteBuf().nioBuffer());
        return Uni.createFrom().completionStage(() -> file.write(buffer, at).toCompletionStage());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}

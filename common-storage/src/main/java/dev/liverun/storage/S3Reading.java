package dev.liverun.storage;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object on its way out, one chunk at a time; asked for with its first chunk. Its methods block. */
final class S3Reading {

    private static final int CHUNK = 64 * 1024;
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final long first;
    private final long end;
    private @Nullable ResponseInputStream<GetObjectResponse> stream;
    private boolean ended;
    private boolean closed;

    S3Reading(S3Client s3, String bucket, String key, long first, long end) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.first = first;
        this.end = end;
    }

    /** The next bytes; none at the end. */
    synchronized Buffer next() throws IOException {
        if (closed) {
            return NOTHING;
        }
        if (stream == null) {
            stream = s3.getObject(request -> request.bucket(bucket).key(key).range("bytes=" + first + "-" + (end - 1)));
        }
        byte[] chunk = stream.readNBytes(CHUNK);
        ended = chunk.length == 0;
        return ended ? NOTHING : Buffer.buffer(chunk);
    }

    /** A reader that goes early does not wait for the rest. */
    synchronized @Nullable Void close() throws IOException {
        closed = true;
        if (stream != null && !ended) {
            stream.abort();
        } else if (stream != null) {
            stream.close();
        }
        return null;
    }
}

package dev.liverun.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;

/** An open file on its way out, one chunk at a time. */
final class Reading {

    private static final int CHUNK = 64 * 1024;
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final AsyncFile file;
    private final long end;
    private long position;
    private volatile boolean closed;

    Reading(AsyncFile file, long first, long end) {
        this.file = file;
        this.position = first;
        this.end = end;
    }

    /** The next bytes; none at the end, or when the reader has gone in the meantime. */
    Uni<Buffer> next() {
        int length = (int) Math.min(CHUNK, end - position);
        if (length == 0 || closed) {
            return Uni.createFrom().item(NOTHING);
        }
        return Uni.createFrom()
                .completionStage(() ->
                        file.read(Buffer.buffer(length), 0, position, length).toCompletionStage())
                .invoke(chunk -> position += chunk.length())
                .onFailure(failure -> closed)
                .recoverWithItem(NOTHING);
    }

    Uni<Void> close() {
        closed = true;
        return Uni.createFrom().completionStage(() -> file.close().toCompletionStage());
    }
}

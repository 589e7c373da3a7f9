package dev.liverun.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way, counted. It ends in an error as soon as it exceeds its limit: a client need not say how
 * much it will send, and may lie.
 */
final class MeteredBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final long limit;
    private final Runnable progress;
    private @Nullable Handler<Throwable> failed;
    private long seen;
    private boolean exceeded;
    private boolean ended;

    /**
     * @param limit the most bytes that pass
     * @param progress told about every piece that passed
     */
    MeteredBody(HttpServerRequest request, long limit, Runnable progress) {
        this.request = request;
        this.limit = limit;
        this.progress = progress;
        this.ended = request.isEnded();
    }

    boolean exceeded() {
        return exceeded;
    }

    /** Whether all of it has been read. */
    boolean ended() {
        return ended;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        request.handler(handler == null ? null : piece -> accept(piece, handler));
        return this;
    }

    private void accept(Buffer piece, Handler<Buffer> handler) {
        if (exceeded) {
            return;
        }
        seen += piece.length();
        if (seen <= limit) {
            progress.run();
            handler.handle(piece);
            return;
        }
        exceeded = true;
        if (failed != null) {
            failed.handle(new IllegalStateException("the body exceeds " + limit + " bytes"));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        request.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(
                handler == null
                        ? null
                        : end -> {
                            ended = true;
                            progress.run();
                            if (!exceeded) {
                                handler.handle(null);
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        request.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        request.fetch(amount);
        return this;
    }
}

package dev.liverun.gateway.proxy;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way, counted. It ends in an error as soon as it exceeds its limit: a client need not say how
 * much it will send, and may lie. Made on the request's own event loop, and paused and resumed only there: the connection
 * to the service may be on another, and tells from there that it has drained while this one is about to pause.
 */
final class MeteredBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final Context context;
    private final long limit;
    private final Runnable progress;
    private final BooleanSupplier receiverIsFull;
    private @Nullable Handler<Throwable> failed;
    private long seen;
    private boolean exceeded;
    private boolean ended;
    private boolean held;

    /**
     * @param limit the most bytes that pass
     * @param progress told about every piece that passed
     * @param receiverIsFull whether who gets the body cannot take more for now
     */
    MeteredBody(HttpServerRequest request, long limit, Runnable progress, BooleanSupplier receiverIsFull) {
        this.request = request;
        this.context = Vertx.currentContext();
        this.limit = limit;
        this.progress = progress;
        this.receiverIsFull = receiverIsFull;
        this.ended = request.isEnded();
    }

    boolean exceeded() {
        return exceeded;
    }

    /** Whether all of it has been read. */
    boolean ended() {
        return ended;
    }

    /**
     * Whether it waits until who gets it has drained. That is not the same as a full queue: between its marks one is neither
     * full nor drained.
     */
    boolean held() {
        return held;
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
            // A pipe pauses, and only then says that it wants to hear of a drain: after one in between nobody would
            // ever resume.
            if (held && !receiverIsFull.getAsBoolean()) {
                flow();
            }
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
        held = true;
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        if (Vertx.currentContext() == context) {
            flow();
        } else {
            context.runOnContext(there -> flow());
        }
        return this;
    }

    private void flow() {
        held = false;
        request.resume();
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        request.fetch(amount);
        return this;
    }
}

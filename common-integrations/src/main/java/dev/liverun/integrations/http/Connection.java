package dev.liverun.integrations.http;

import dev.liverun.integrations.outcome.TlsDetails;
import dev.liverun.integrations.outcome.Way;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open connection to an origin, on which one exchange takes place at a time. Belongs to one event loop. */
public final class Connection {

    private final HttpWire wire;
    private final Channel channel;
    private final Origin origin;
    private final Way way;
    private final Optional<TlsDetails> tls;
    private @Nullable Exchange current;
    private boolean used;
    private long idleSince;

    Connection(HttpWire wire, Channel channel, Origin origin, Way way) {
        this.wire = wire;
        this.channel = channel;
        this.origin = origin;
        this.way = way;
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        this.tls = handler == null
                ? Optional.empty()
                : TlsContext.details(handler.engine().getSession());
        int head = wire.limits().maxHeadBytes();
        channel.pipeline()
                .addLast(new FirstByte())
                .addLast(new HttpClientCodec(
                        new HttpDecoderConfig().setMaxInitialLineLength(head).setMaxHeaderSize(head), false, false))
                .addLast(new Inbound());
    }

    /**
     * Sends the request and collects the answer. Afterwards the connection is kept for the next request to the same
     * origin, or closed; it is closed, too, when the subscriber gives up. Fails with a {@link WireException}.
     *
     * <p>Subscribe once, and cancel, on the connection's event loop.
     */
    public Uni<WireResponse> exchange(WireRequest request, Stopwatch stopwatch) {
        return Uni.createFrom().emitter(emitter -> {
            Exchange exchange = new Exchange(this, request, stopwatch, emitter);
            current = exchange;
            used = true;
            exchange.start();
        });
    }

    /** Gives the connection back without having used it. */
    public void release() {
        wire.pool(eventLoop()).offer(this);
    }

    /** Closes the connection without having used it. */
    public void discard() {
        close();
    }

    /** Whether an earlier request went over it, so that the remote side may be about to close it. */
    public boolean reused() {
        return used;
    }

    Way way() {
        return way;
    }

    Origin origin() {
        return origin;
    }

    /** The certificate that the handshake showed. */
    public Optional<TlsDetails> tls() {
        return tls;
    }

    Channel channel() {
        return channel;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    long maxBodyBytes() {
        return wire.limits().maxBodyBytes();
    }

    boolean open() {
        return channel.isActive();
    }

    long idleSince() {
        return idleSince;
    }

    void idle(long nanos) {
        idleSince = nanos;
    }

    void close() {
        channel.close();
    }

    /** The exchange is over. */
    void ended(boolean keep) {
        current = null;
        if (keep) {
            release();
        } else {
            close();
        }
    }

    /** Sees raw bytes, so that the first byte of an answer is seen when it arrives, not when its head is complete. */
    private final class FirstByte extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            Exchange exchange = current;
            if (exchange != null) {
                exchange.bytesArrived();
                context.fireChannelRead(message);
            } else {
                // Bytes that nobody asked for: whatever they are, the next request must not take them for its answer.
                ((ByteBuf) message).release();
                context.close();
            }
        }
    }

    private final class Inbound extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                Exchange exchange = current;
                if (exchange != null && message instanceof HttpObject part) {
                    exchange.received(part);
                } else {
                    context.close();
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            wire.pool(eventLoop()).forget(Connection.this);
            Exchange exchange = current;
            if (exchange != null) {
                exchange.broken(null);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Exchange exchange = current;
            if (exchange != null) {
                exchange.broken(cause);
            }
            context.close();
        }
    }
}

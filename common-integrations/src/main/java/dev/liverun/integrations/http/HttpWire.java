package dev.liverun.integrations.http;

import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.Way;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands out connections: kept ones where there are, else new ones to addresses that the egress policy has seen. */
public final class HttpWire {

    private static final long SWEEP_SECONDS = 5;

    private final ChannelFactory<? extends Channel> channels;
    private final EgressPolicy policy;
    private final HostResolver resolver;
    private final TlsContext tls;
    private final WireLimits limits;
    private final @Nullable Proxy proxy;
    private final Map<EventLoop, ConnectionPool> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public HttpWire(
            Vertx vertx,
            EgressPolicy policy,
            HostResolver resolver,
            TlsContext tls,
            WireLimits limits,
            Optional<Proxy> proxy) {
        this.channels = ((VertxInternal) vertx).transport().channelFactory(false);
        this.policy = policy;
        this.resolver = resolver;
        this.tls = tls;
        this.limits = limits;
        this.proxy = proxy.orElse(null);
    }

    /**
     * A connection to the origin. Fails with a {@link WireException}. Subscribe, and cancel, on the event loop that the
     * connection is to belong to; give it back with {@link Connection#release()} or by an exchange.
     *
     * @param fresh whether it must be a new one, because a kept one may be closing and the request must not be repeated
     */
    public Uni<Connection> connect(EventLoop eventLoop, Origin origin, boolean fresh, Stopwatch stopwatch) {
        return Uni.createFrom().deferred(() -> {
            Optional<Connection> kept =
                    fresh ? Optional.empty() : pool(eventLoop).take(origin);
            stopwatch.connectionReused(kept.isPresent());
            if (kept.isPresent()) {
                stopwatch.take(kept.get().way());
                return Uni.createFrom().item(kept.get());
            }
            return Uni.createFrom()
                    .<Channel>emitter(emitter -> new Dial(this, eventLoop, origin, stopwatch, emitter).start())
                    .map(channel -> {
                        stopwatch.enter(Phase.PREPARE);
                        return new Connection(this, channel, origin, stopwatch.way());
                    });
        });
    }

    /**
     * The addresses of the origin's host, each allowed by the egress policy. Fails with a {@link WireException}. Subscribe
     * on the event loop.
     */
    public Uni<List<InetAddress>> addresses(EventLoop eventLoop, Origin origin, Stopwatch stopwatch) {
        return Uni.createFrom().emitter(emitter -> {
            stopwatch.enter(Phase.DNS);
            stopwatch.take(Way.NAMES);
            ScheduledFuture<?> timer = eventLoop.schedule(
                    () -> emitter.fail(WireFailures.timeout(Phase.DNS, origin, stopwatch.timeout())),
                    stopwatch.left().toNanos(),
                    TimeUnit.NANOSECONDS);
            emitter.onTermination(() -> timer.cancel(false));
            Lookup.start(
                    this,
                    eventLoop,
                    origin,
                    addresses -> {
                        timer.cancel(false);
                        emitter.complete(addresses);
                    },
                    failure -> {
                        timer.cancel(false);
                        emitter.fail(failure);
                    });
        });
    }

    /** Closes the idle connections; those in use close when their exchange is over. */
    public void close() {
        closed = true;
        pools.forEach((eventLoop, pool) -> {
            if (!eventLoop.isShuttingDown()) {
                eventLoop.execute(pool::closeAll);
            }
        });
    }

    ConnectionPool pool(EventLoop eventLoop) {
        return pools.computeIfAbsent(eventLoop, loop -> {
            ConnectionPool pool = new ConnectionPool(limits);
            sweep(loop, pool);
            return pool;
        });
    }

    private void sweep(EventLoop eventLoop, ConnectionPool pool) {
        eventLoop.schedule(
                () -> {
                    pool.closeOld();
                    if (!closed) {
                        sweep(eventLoop, pool);
                    }
                },
                SWEEP_SECONDS,
                TimeUnit.SECONDS);
    }

    ChannelFactory<? extends Channel> channels() {
        return channels;
    }

    EgressPolicy policy() {
        return policy;
    }

    HostResolver resolver() {
        return resolver;
    }

    TlsContext tls() {
        return tls;
    }

    WireLimits limits() {
        return limits;
    }

    @Nullable
    Proxy proxy() {
        return proxy;
    }
}

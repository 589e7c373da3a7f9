package dev.liverun.integrations.http;

import dev.liverun.integrations.egress.EgressConfig.NameResolution;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.Way;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection: resolves the name, checks <em>every</em> address, connects to the checked ones in turn, through
 * the proxy where there is one, and shakes hands. Runs on one event loop, to which all of its state belongs.
 */
final class Dial {

    private final HttpWire wire;
    private final EventLoop eventLoop;
    private final Origin origin;
    private final Stopwatch stopwatch;
    private final UniEmitter<? super Channel> emitter;
    private final long deadline;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Channel channel;
    /** One of the addresses refused, which says more than another that was silent. */
    private @Nullable Throwable refusal;

    private boolean over;

    Dial(HttpWire wire, EventLoop eventLoop, Origin origin, Stopwatch stopwatch, UniEmitter<? super Channel> emitter) {
        this.wire = wire;
        this.eventLoop = eventLoop;
        this.origin = origin;
        this.stopwatch = stopwatch;
        this.emitter = emitter;
        this.deadline = System.nanoTime() + stopwatch.left().toNanos();
    }

    void start() {
        emitter.onTermination(this::giveUp);
        Duration left = stopwatch.left();
        timer = eventLoop.schedule(
                () -> fail(WireFailures.timeout(stopwatch.phase(), origin, stopwatch.timeout())),
                left.toNanos(),
                TimeUnit.NANOSECONDS);
        stopwatch.enter(Phase.DNS);
        Proxy proxy = wire.proxy();
        if (proxy == null) {
            stopwatch.take(Way.NAMES);
            resolve(addresses -> connect(addresses, 0, Optional.empty()));
        } else {
            throughProxy(proxy);
        }
    }

    private interface Resolved {
        void accept(List<InetAddress> addresses);
    }

    private void resolve(Resolved next) {
        Lookup.start(
                wire,
                eventLoop,
                origin,
                addresses -> {
                    if (!over) {
                        next.accept(addresses);
                    }
                },
                this::fail);
    }

    private void throughProxy(Proxy proxy) {
        stopwatch.take(Way.PROXY);
        proxy.credential()
                .get()
                .emitOn(eventLoop)
                .subscribe()
                .with(
                        credential -> wire.resolver()
                                .resolve(eventLoop, proxy.host())
                                .addListener((Future<List<InetAddress>> resolved) -> {
                                    if (over) {
                                        return;
                                    }
                                    if (!resolved.isSuccess()
                                            || resolved.getNow().isEmpty()) {
                                        fail(WireFailures.proxy(origin));
                                        return;
                                    }
                                    InetSocketAddress address = new InetSocketAddress(
                                            resolved.getNow().get(0), proxy.port());
                                    ProxyAccess access = new ProxyAccess(address, credential);
                                    if (proxy.nameResolution() == NameResolution.LOCAL) {
                                        resolve(addresses -> connect(addresses, 0, Optional.of(access)));
                                    } else {
                                        byProxyResolved(access);
                                    }
                                }),
                        unusable -> fail(WireFailures.proxy(origin)));
    }

    /** A literal address needs no resolving, so that the proxy cannot be sent to a private one. */
    private void byProxyResolved(ProxyAccess access) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(origin.host());
        if (literal != null) {
            resolve(addresses -> connect(addresses, 0, Optional.of(access)));
        } else {
            stopwatch.enter(Phase.CONNECT);
            open(
                    InetSocketAddress.createUnresolved(origin.host(), origin.port()),
                    stopwatch.left(),
                    Optional.of(access),
                    failed -> fail(WireFailures.proxy(origin)));
        }
    }

    /** Whatever goes wrong while connecting is told by a future; nobody needs to hear it twice. */
    private static final class Silent extends ChannelInboundHandlerAdapter {
        static final String NAME = "silent";

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private record ProxyAccess(InetSocketAddress address, String credential) {

        HttpProxyHandler handler() {
            int colon = credential.indexOf(':');
            return colon < 0
                    ? new HttpProxyHandler(address)
                    : new HttpProxyHandler(address, credential.substring(0, colon), credential.substring(colon + 1));
        }
    }

    private interface Failed {
        void accept(Throwable cause);
    }

    /** Tries the addresses one after the other, each with an even share of the time that is left. */
    private void connect(List<InetAddress> addresses, int index, Optional<ProxyAccess> access) {
        if (stopwatch.phase() != Phase.CONNECT) {
            stopwatch.enter(Phase.CONNECT);
        }
        InetAddress address = withoutName(addresses.get(index));
        stopwatch.take(access.isPresent() ? Way.PROXY : EgressPolicy.way(address));
        int left = addresses.size() - index;
        Duration share = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()) / left);
        open(new InetSocketAddress(address, origin.port()), share, access, cause -> {
            if (WireFailures.isRefusal(cause)) {
                refusal = cause;
            }
            if (left > 1) {
                connect(addresses, index + 1, access);
            } else if (access.isPresent()) {
                fail(WireFailures.proxy(origin));
            } else {
                Throwable refused = refusal;
                fail(WireFailures.connect(origin, refused == null ? cause : refused));
            }
        });
    }

    /** So that nobody, the proxy included, can resolve the name again. */
    private static InetAddress withoutName(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void open(InetSocketAddress address, Duration within, Optional<ProxyAccess> access, Failed failed) {
        Optional<HttpProxyHandler> proxyHandler = access.map(ProxyAccess::handler);
        int millis = (int) Math.min(Integer.MAX_VALUE, within.toMillis() + 1);
        ChannelFuture connecting = new Bootstrap()
                .group(eventLoop)
                .channelFactory(wire.channels())
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        proxyHandler.ifPresent(handler -> {
                            handler.setConnectTimeoutMillis(millis);
                            opened.pipeline().addLast(handler);
                        });
                        opened.pipeline().addLast(Silent.NAME, new Silent());
                    }
                })
                .connect(address);
        channel = connecting.channel();
        connecting.addListener(connected -> {
            if (over) {
                close(connecting.channel());
            } else if (!connected.isSuccess()) {
                failed.accept(connected.cause());
            } else if (proxyHandler.isPresent()) {
                tunnel(proxyHandler.get(), connecting.channel(), failed);
            } else {
                secure(connecting.channel());
            }
        });
    }

    private void tunnel(HttpProxyHandler handler, Channel connected, Failed failed) {
        handler.connectFuture().addListener(tunnelled -> {
            if (over) {
                close(connected);
            } else if (tunnelled.isSuccess()) {
                secure(connected);
            } else {
                close(connected);
                failed.accept(tunnelled.cause());
            }
        });
    }

    private void secure(Channel connected) {
        if (!origin.tls()) {
            succeed(connected);
            return;
        }
        stopwatch.enter(Phase.TLS);
        SslHandler handler = wire.tls().handler(connected.alloc(), origin.host(), origin.port());
        handler.setHandshakeTimeoutMillis(0);
        connected.pipeline().addBefore(Silent.NAME, "tls", handler);
        handler.handshakeFuture().addListener(shaken -> {
            if (over) {
                close(connected);
            } else if (shaken.isSuccess()) {
                succeed(connected);
            } else {
                fail(WireFailures.tls(origin, shaken.cause()));
            }
        });
    }

    private void succeed(Channel connected) {
        if (end()) {
            connected.pipeline().remove(Silent.NAME);
            emitter.complete(connected);
        }
    }

    private void fail(WireException failure) {
        if (end()) {
            closeChannel();
            emitter.fail(failure);
        }
    }

    /** Nobody waits any more. Called on the event loop, also after the end, when there is nothing to give up. */
    private void giveUp() {
        if (end()) {
            closeChannel();
        }
    }

    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        ScheduledFuture<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        return true;
    }

    private void closeChannel() {
        Channel open = channel;
        if (open != null) {
            close(open);
        }
    }

    private static void close(Channel channel) {
        channel.close();
    }
}

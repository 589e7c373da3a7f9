package dev.liverun.integrations.http;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into its addresses. */
@FunctionalInterface
public interface HostResolver {

    /** All addresses of the host; completes on the event loop. */
    Future<List<InetAddress>> resolve(EventLoop eventLoop, String host);

    /** Vert.x's own asynchronous resolver: the hosts file, then DNS, cached as long as its records allow. */
    static HostResolver of(VertxInternal vertx) {
        return (eventLoop, host) -> {
            Promise<List<InetAddress>> addresses = eventLoop.newPromise();
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
            if (literal != null) {
                try {
                    return addresses.setSuccess(List.of(InetAddress.getByAddress(literal)));
                } catch (UnknownHostException e) {
                    return addresses.setFailure(e);
                }
            }
            vertx.nettyAddressResolverGroup()
                    .getResolver(eventLoop)
                    .resolveAll(InetSocketAddress.createUnresolved(host, 0))
                    .addListener((Future<List<InetSocketAddress>> resolved) -> {
                        if (resolved.isSuccess()) {
                            addresses.trySuccess(resolved.getNow().stream()
                                    .map(InetSocketAddress::getAddress)
                                    .toList());
                        } else {
                            addresses.tryFailure(resolved.cause());
                        }
                    });
            return addresses;
        };
    }
}

package dev.liverun.integrations.http;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
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

    /**
     * Without blocking anybody, whoever hangs: the hosts file, then DNS, whose answers are kept as long as its records allow.
     *
     * @param servers as {@code host:port}; none stands for those of this machine, which are read anew every few minutes
     */
    static HostResolver of(VertxInternal vertx, List<String> servers) {
        var builder = new DnsNameResolverBuilder()
                .datagramChannelFactory(() -> vertx.transport().datagramChannel())
                .socketChannelFactory(() ->
                        (SocketChannel) vertx.transport().channelFactory(false).newChannel());
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(
                    servers.stream().map(HostResolver::server).toList()));
        }
        var group = new DnsAddressResolverGroup(builder);
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
            group.getResolver(eventLoop)
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

    private static InetSocketAddress server(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}

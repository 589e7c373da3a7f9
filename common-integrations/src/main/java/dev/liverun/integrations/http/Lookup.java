package dev.liverun.integrations.http;

import dev.liverun.integrations.outcome.FailureKind;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Resolves a name, and lets the egress policy see every address before anybody uses one. */
final class Lookup {

    private Lookup() {}

    /** Calls one of the two, on the event loop, whenever the resolver answers. */
    static void start(
            HttpWire wire,
            EventLoop eventLoop,
            Origin origin,
            Consumer<List<InetAddress>> found,
            Consumer<WireException> failed) {
        wire.resolver().resolve(eventLoop, origin.host()).addListener((Future<List<InetAddress>> resolved) -> {
            if (!resolved.isSuccess() || resolved.getNow().isEmpty()) {
                failed.accept(WireFailures.dns(origin, resolved.cause()));
                return;
            }
            for (InetAddress address : resolved.getNow()) {
                Optional<String> refusal = wire.policy().refusal(origin.host(), origin.port(), address);
                if (refusal.isPresent()) {
                    failed.accept(new WireException(FailureKind.POLICY, refusal.get()));
                    return;
                }
            }
            found.accept(resolved.getNow());
        });
    }
}

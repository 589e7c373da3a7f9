package dev.liverun.gateway.identity;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Under what an address is counted. */
public final class Addresses {

    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /** An IPv4 address; of an IPv6 address the network, because one household has 2⁶⁴ of them. */
    public static String keyOf(SocketAddress address) {
        var literal = address.hostAddress();
        if (literal == null) {
            return String.valueOf(address.host());
        }
        try {
            // A literal is parsed, never looked up.
            var parsed = InetAddress.getByName(literal);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES) + "::/64"
                    : literal;
        } catch (UnknownHostException e) {
            return literal;
        }
    }
}

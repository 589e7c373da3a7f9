package dev.liverun.integrations.egress;

import dev.liverun.integrations.outcome.Way;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides where a call may go. A URL is checked before its name is resolved, and every resolved address before a
 * connection is made to it, so that a name cannot be pointed at an inner address between check and use. Refusals are
 * sentences for people. Immutable.
 */
public final class EgressPolicy {

    /** Public addresses only. */
    public static final EgressPolicy STRICT = new EgressPolicy(List.of(), false);

    private static final AddressBlock LOOPBACK_4 = AddressBlock.parse("127.0.0.0/8");
    private static final AddressBlock LOOPBACK_6 = AddressBlock.parse("::1");

    private final boolean allowLoopback;
    private final List<AddressBlock> allowedBlocks = new ArrayList<>();
    private final List<AllowedHost> allowedHosts = new ArrayList<>();

    /**
     * @param allowed see {@link EgressConfig#allowedHosts()}
     * @throws IllegalArgumentException when an entry cannot be understood
     */
    public EgressPolicy(List<String> allowed, boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
        for (String entry : allowed) {
            String trimmed = entry.trim();
            if (trimmed.indexOf('/') >= 0
                    || NetUtil.isValidIpV4Address(trimmed)
                    || NetUtil.isValidIpV6Address(trimmed)) {
                allowedBlocks.add(AddressBlock.parse(trimmed));
            } else {
                allowedHosts.add(AllowedHost.parse(trimmed));
            }
        }
    }

    /** Which way leads to this address. */
    public static Way way(InetAddress address) {
        if (LOOPBACK_4.contains(address) || LOOPBACK_6.contains(address)) {
            return Way.LOOPBACK;
        }
        return SpecialAddresses.describe(address).isPresent() ? Way.INNER : Way.OUTER;
    }

    /** Why this URL cannot be called whatever its host resolves to. */
    public Optional<String> refusal(URI url) {
        String scheme = url.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return Optional.of("Only http and https URLs can be called");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            return Optional.of("The URL has no host name that can be called");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("A URL must not carry a user name or password; use a credential");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            return Optional.of("The URL's port must be 1 to 65535");
        }
        return Optional.empty();
    }

    /** Why no connection may be made to this address, which {@code host} resolved to. */
    public Optional<String> refusal(String host, int port, InetAddress address) {
        Optional<String> special = SpecialAddresses.describe(address);
        if (special.isEmpty() || allowed(host, port, address)) {
            return Optional.empty();
        }
        return Optional.of("The egress policy refuses " + host + ": " + NetUtil.toAddressString(address) + " is "
                + special.get() + "; an operator can allow it (liverun.egress.allowed-hosts)");
    }

    private boolean allowed(String host, int port, InetAddress address) {
        if (allowLoopback && (LOOPBACK_4.contains(address) || LOOPBACK_6.contains(address))) {
            return true;
        }
        for (AddressBlock block : allowedBlocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        for (AllowedHost allowed : allowedHosts) {
            if (allowed.matches(host, port)) {
                return true;
            }
        }
        return false;
    }

    /** @param port 0 stands for every port */
    private record AllowedHost(String name, boolean withSubdomains, int port) {

        static AllowedHost parse(String entry) {
            int colon = entry.lastIndexOf(':');
            boolean literal = entry.startsWith("[");
            boolean withPort = literal ? entry.contains("]:") : colon >= 0;
            String host = withPort ? entry.substring(0, colon) : entry;
            int port = withPort ? port(entry, colon) : 0;
            boolean wildcard = host.startsWith("*.");
            String name = wildcard ? host.substring(1) : literal ? host.substring(1, host.length() - 1) : host;
            if (name.isEmpty() || name.indexOf('*') >= 0 || name.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "liverun.egress.allowed-hosts: \"" + entry + "\" is not a host, host:port or CIDR block");
            }
            return new AllowedHost(normalized(name), wildcard, port);
        }

        private static int port(String entry, int colon) {
            try {
                return Integer.parseInt(entry.substring(colon + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "liverun.egress.allowed-hosts: \"" + entry + "\" does not end in a port", e);
            }
        }

        boolean matches(String otherHost, int otherPort) {
            String other = normalized(otherHost);
            return (port == 0 || port == otherPort) && (withSubdomains ? other.endsWith(name) : other.equals(name));
        }

        private static String normalized(String host) {
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        }
    }
}

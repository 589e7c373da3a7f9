package dev.liverun.integrations.egress;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that are not on the public internet, or that stand for another address: the IANA special-purpose registries
 * (RFC 6890 and its updates). A test that reaches one of them reaches into our own network.
 */
final class SpecialAddresses {

    private static final Map<AddressBlock, String> BLOCKS = new LinkedHashMap<>();

    static {
        add("a loopback address", "127.0.0.0/8", "::1");
        add("the address of cloud instance metadata", "169.254.169.254", "fd00:ec2::254");
        add("a link-local address", "169.254.0.0/16", "fe80::/10", "fec0::/10");
        add("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");
        add("a shared address behind a provider's NAT", "100.64.0.0/10");
        add("an unspecified address", "0.0.0.0/8", "::");
        add("a multicast or broadcast address", "224.0.0.0/4", "255.255.255.255", "ff00::/8");
        add("an IPv6 address that stands for an IPv4 address", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96");
        add("an IPv6 address that stands for an IPv4 address", "64:ff9b:1::/48", "2002::/16", "2001::/32");
        add("a reserved address", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15");
        add("a reserved address", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4");
        add("a reserved address", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16");
    }

    private SpecialAddresses() {}

    private static void add(String what, String... blocks) {
        for (String block : blocks) {
            BLOCKS.put(AddressBlock.parse(block), what);
        }
    }

    /** What the address is, when it is not an ordinary public one. */
    static Optional<String> describe(InetAddress address) {
        for (Map.Entry<AddressBlock, String> block : BLOCKS.entrySet()) {
            if (block.getKey().contains(address)) {
                return Optional.of(block.getValue());
            }
        }
        return Optional.empty();
    }
}

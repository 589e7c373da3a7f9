package dev.liverun.integrations.egress;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/** A range of IP addresses in CIDR notation (RFC 4632, RFC 4291); a single address is a block of full length. */
final class AddressBlock {

    private final byte[] network;
    private final int prefixLength;
    private final String text;

    private AddressBlock(byte[] network, int prefixLength, String text) {
        this.network = network;
        this.prefixLength = prefixLength;
        this.text = text;
    }

    /** @throws IllegalArgumentException when the text is neither an address nor a CIDR block */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address or CIDR block");
        }
        int bits = bytes.length * 8;
        int length = slash < 0 ? bits : prefixLength(text, slash, bits);
        return new AddressBlock(bytes, length, text);
    }

    private static int prefixLength(String text, int slash, int bits) {
        try {
            int length = Integer.parseInt(text.substring(slash + 1));
            if (length >= 0 && length <= bits) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("\"" + text + "\" is not a CIDR block", notANumber);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a CIDR block: the prefix has 0 to " + bits + " bits");
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefixLength / 8;
        if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
            return false;
        }
        int rest = prefixLength % 8;
        return rest == 0 || (bytes[whole] ^ network[whole]) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        return text;
    }
}

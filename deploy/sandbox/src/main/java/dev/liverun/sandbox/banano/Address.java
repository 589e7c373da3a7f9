package dev.liverun.sandbox.banano;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ban_…} account: 52 base-32 digits of the public key and 8 of its checksum (BLAKE2b-40, bytes reversed), as
 * in <a href="https://docs.nano.org/protocol-design/encoding-and-signing/">the node's encoding</a>.
 */
final class Address {
    private static final String PREFIX = "ban_";
    private static final String DIGITS = "13456789abcdefghijkmnopqrstuwxyz";
    private static final Pattern FORM = Pattern.compile("ban_[13][" + DIGITS + "]{59}");
    private static final BigInteger KEY_LIMIT = BigInteger.ONE.shiftLeft(256);

    private Address() {}

    static String of(byte[] publicKey) {
        return PREFIX + encode(new BigInteger(1, publicKey), 52) + checksum(publicKey);
    }

    /** An account nobody has the key of; only the sandbox's wallet can spend from it. */
    static String named(String name) {
        return of(Blake2b.hash(32, ("liverun sandbox " + name).getBytes(StandardCharsets.UTF_8)));
    }

    static boolean isValid(@Nullable String address) {
        return publicKey(address) != null;
    }

    /** 32 bytes, or null if it is no valid account. */
    static byte @Nullable [] publicKey(@Nullable String address) {
        if (address == null || !FORM.matcher(address).matches()) {
            return null;
        }
        BigInteger number = decode(address.substring(PREFIX.length(), PREFIX.length() + 52));
        if (number.compareTo(KEY_LIMIT) >= 0) {
            return null;
        }
        byte[] key = fixed(number, 32);
        return checksum(key).equals(address.substring(PREFIX.length() + 52)) ? key : null;
    }

    /** The number as exactly so many bytes, big end first. */
    static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] result = new byte[length];
        int from = Math.max(0, bytes.length - length);
        int count = bytes.length - from;
        System.arraycopy(bytes, from, result, length - count, count);
        return result;
    }

    private static String checksum(byte[] publicKey) {
        byte[] hash = Blake2b.hash(5, publicKey);
        byte[] reversed = {hash[4], hash[3], hash[2], hash[1], hash[0]};
        return encode(new BigInteger(1, reversed), 8);
    }

    private static String encode(BigInteger number, int length) {
        var digits = new StringBuilder(length);
        BigInteger rest = number;
        for (int i = 0; i < length; i++) {
            digits.append(DIGITS.charAt(rest.intValue() & 31));
            rest = rest.shiftRight(5);
        }
        return digits.reverse().toString();
    }

    private static BigInteger decode(String digits) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < digits.length(); i++) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(DIGITS.indexOf(digits.charAt(i))));
        }
        return number;
    }
}

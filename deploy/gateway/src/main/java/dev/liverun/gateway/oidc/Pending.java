package dev.liverun.gateway.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in under way: what the browser keeps while its person is at the provider. Nothing is kept here, so that any
 * gateway can finish what another began.
 *
 * @param state comes back with the answer: it belongs to this browser, and was asked for here (RFC 6749, section 10.12)
 * @param nonce comes back in the ID token: it was made for this sign-in (OpenID Connect Core, section 3.1.2.1)
 * @param verifier proves to the provider that whoever redeems the code is who asked for it (RFC 7636)
 */
record Pending(String state, String nonce, String verifier) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int BYTES = 32;
    private static final Pattern VALUE = Pattern.compile("([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]{43})");

    static Pending fresh() {
        return new Pending(random(), random(), random());
    }

    /** What a browser brought back, if it is of the form that {@link #value} gave it. */
    static Optional<Pending> of(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        var parts = VALUE.matcher(value);
        return parts.matches()
                ? Optional.of(new Pending(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    String value() {
        return state + "." + nonce + "." + verifier;
    }

    /** {@code S256}: what the provider may see of the verifier before the code is redeemed. */
    String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64URL.encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean hasState(@Nullable String told) {
        return told != null && same(state, told);
    }

    boolean hasNonce(@Nullable String told) {
        return told != null && same(nonce, told);
    }

    /** What it holds lets a sign-in be finished. */
    @Override
    public String toString() {
        return "a sign-in under way";
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }
}

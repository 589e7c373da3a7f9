package dev.liverun.feedback.github.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code X-Hub-Signature-256}: HMAC-SHA256 over the raw bytes (GitHub: validating webhook deliveries). */
public final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private WebhookSignature() {}

    /** @param secrets one per line; a signature with any of them is good, so that a secret can be rotated */
    public static boolean matches(String secrets, byte[] body, @Nullable String header) {
        if (header == null || !header.startsWith(PREFIX)) {
            return false;
        }
        var given = header.getBytes(StandardCharsets.US_ASCII);
        return Arrays.stream(secrets.split("\\R"))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                // All are tried, so that time does not tell which one matched.
                .map(secret -> MessageDigest.isEqual(of(secret, body).getBytes(StandardCharsets.US_ASCII), given))
                .reduce(false, Boolean::logicalOr);
    }

    public static String of(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.liverun.feedback.github.text;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What we hide in an issue's body to find it again: whose it is, and an HMAC, so that nobody can pass an issue of theirs
 * off as a report's.
 */
public final class Marker {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile("<!-- liverun:([A-Za-z0-9._-]{1,64}):([0-9a-f-]{36}):([0-9a-f]{64}) -->");

    private final String instance;
    private final byte[] key;

    /** @param key known to this installation alone */
    public Marker(String instance, String key) {
        this.instance = instance;
        this.key = ("marker:" + key).getBytes(StandardCharsets.UTF_8);
    }

    public String of(UUID feedbackId) {
        return "<!-- liverun:" + instance + ":" + feedbackId + ":" + sign(feedbackId.toString()) + " -->";
    }

    /** The report of this installation that the body belongs to. */
    public Optional<UUID> in(@Nullable String body) {
        if (body == null) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(body);
        while (matcher.find()) {
            // Only what was signed here is known to be an id.
            if (matcher.group(1).equals(instance)
                    && MessageDigest.isEqual(
                            sign(matcher.group(2)).getBytes(StandardCharsets.US_ASCII),
                            matcher.group(3).getBytes(StandardCharsets.US_ASCII))) {
                return Optional.of(UUID.fromString(matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    private String sign(String feedbackId) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of()
                    .formatHex(mac.doFinal((instance + ":" + feedbackId).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

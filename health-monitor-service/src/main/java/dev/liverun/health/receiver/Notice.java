package dev.liverun.health.receiver;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What a receiver is told. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Notice(
        UUID deliveryId,
        String kind,
        UUID alarmId,
        UUID endpointId,
        String endpointName,
        String cause,
        String status,
        String reason,
        @Nullable String message,
        Instant openedAt,
        @Nullable Instant clearedAt) {

    private static final String ALGORITHM = "HmacSHA256";

    /** In the format of Slack. */
    Map<String, Object> slack() {
        return Map.of(
                "text", sentence().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /** In the format of Discord; nobody is mentioned, whatever an endpoint is called. */
    Map<String, Object> discord() {
        return Map.of("content", sentence(), "allowed_mentions", Map.of("parse", new String[0]));
    }

    String sentence() {
        var is = cause.equals("SILENT") ? "SILENT" : status;
        var about = kind.equals("CLEARED") ? "Over: " + endpointName : endpointName + " is " + is;
        return about + " (" + cause + ", " + reason + ")" + (message == null ? "" : ". " + message);
    }

    /** {@code sha256=} and the HMAC of the body, as GitHub signs its webhooks. */
    static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }
}

package dev.liverun.integrations.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The client's side of the opening handshake (RFC 6455, section 4.1). */
final class WebSocketHandshake {

    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final String key;

    private WebSocketHandshake(String key) {
        this.key = key;
    }

    /** Adds what asks for it to a request. */
    static WebSocketHandshake begun(HttpHeaders request) {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        request.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
        return new WebSocketHandshake(key);
    }

    /** Whether the answer shows that the server understood what it was asked for. */
    boolean isProvenBy(HttpHeaders answer) {
        try {
            byte[] proof = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(proof).equals(answer.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-1", impossible);
        }
    }
}

package dev.liverun.runner.standing;

import dev.liverun.runner.recording.StoredJson;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what a run needs to go on elsewhere (AES-256-GCM), because captured tokens and test data are among it. What
 * was written for one result cannot be read for another.
 */
@ApplicationScoped
class StateCipher {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST_KEY = 16;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    StateCipher(StateConfig config) {
        this.key = new SecretKeySpec(config.key().map(StateCipher::derived).orElseGet(this::ownKey), "AES");
    }

    private static byte[] derived(String configured) {
        if (configured.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "liverun.runner.state.key must have at least " + SHORTEST_KEY + " characters");
        }
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("liverun state " + configured).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private byte[] ownKey() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    Buffer write(UUID resultId, Object state) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] text = StoredJson.write(state).getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(nonce).appendBytes(run(Cipher.ENCRYPT_MODE, nonce, resultId, text));
    }

    /** Empty if there is none, or this process cannot read it. */
    <T> Optional<T> read(UUID resultId, @Nullable Buffer stored, Class<T> type) {
        if (stored == null || stored.length() <= NONCE) {
            return Optional.empty();
        }
        byte[] bytes = stored.getBytes();
        try {
            byte[] text = run(
                    Cipher.DECRYPT_MODE,
                    Arrays.copyOf(bytes, NONCE),
                    resultId,
                    Arrays.copyOfRange(bytes, NONCE, bytes.length));
            return Optional.of(StoredJson.read(new String(text, StandardCharsets.UTF_8), type));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private byte[] run(int mode, byte[] nonce, UUID resultId, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(resultId.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("state of a run, encrypted with another key", e);
        }
    }
}

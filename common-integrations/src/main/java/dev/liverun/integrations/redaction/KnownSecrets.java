package dev.liverun.integrations.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every secret value that this process has used, and finds them in texts. Values that were rotated out stay known; only
 * after a thousand newer ones the longest unused is forgotten. Safe for use by several threads.
 */
public final class KnownSecrets {

    /** What stands in the place of a secret. */
    public static final String MASK = "[REDACTED]";

    /** A shorter value cannot be told from ordinary text, and masking it everywhere would destroy the record. */
    static final int MIN_LENGTH = 4;

    private static final int MAX_VALUES = 1000;
    private static final int MIN_BASE64 = 6;

    private final Map<String, Boolean> values = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_VALUES;
        }
    };

    private volatile @Nullable SecretMatcher matcher;

    public void remember(String value) {
        if (value.length() < MIN_LENGTH) {
            return;
        }
        synchronized (values) {
            if (values.put(value, true) == null) {
                matcher = null;
            }
        }
    }

    /** The text with every known secret masked. */
    public String mask(String text) {
        if (text.length() < MIN_LENGTH) {
            return text;
        }
        SecretMatcher known = matcher();
        BitSet secret = new BitSet();
        mark(known, View.plain(text), secret);
        if (text.indexOf('%') >= 0 || text.indexOf('+') >= 0) {
            mark(known, View.percentDecoded(text), secret);
        }
        if (text.indexOf('\\') >= 0) {
            mark(known, View.jsonUnescaped(text), secret);
        }
        return secret.isEmpty() ? text : masked(text, secret);
    }

    /** A text of which the end was cut off, without what may be the beginning of a known secret. */
    String maskCutOff(String text) {
        View view = View.plain(text);
        int begun = matcher().find(view.bytes(), view.length(), (from, to) -> {});
        return begun < MIN_LENGTH ? text : text.substring(0, view.origin(view.length() - begun)) + MASK;
    }

    /** The bytes with every known secret overwritten by asterisks, for what is no text. */
    public byte[] mask(byte[] bytes) {
        byte[] masked = bytes.clone();
        matcher().find(bytes, bytes.length, (from, to) -> Arrays.fill(masked, from, to, (byte) '*'));
        return masked;
    }

    private static void mark(SecretMatcher known, View view, BitSet secret) {
        known.find(view.bytes(), view.length(), (from, to) -> secret.set(view.origin(from), view.origin(to)));
    }

    private static String masked(String text, BitSet secret) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (int from = secret.nextSetBit(0); from >= 0; from = secret.nextSetBit(done)) {
            masked.append(text, done, from).append(MASK);
            done = secret.nextClearBit(from);
        }
        return masked.append(text, done, text.length()).toString();
    }

    private SecretMatcher matcher() {
        SecretMatcher current = matcher;
        if (current != null) {
            return current;
        }
        synchronized (values) {
            List<byte[]> patterns = new ArrayList<>();
            for (String value : values.keySet()) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                patterns.add(bytes);
                for (int alignment = 0; alignment < 3; alignment++) {
                    addBase64(bytes, alignment, patterns);
                }
            }
            SecretMatcher built = new SecretMatcher(patterns);
            matcher = built;
            return built;
        }
    }

    /**
     * The characters that the value alone decides when it is encoded together with what stands before and after it; the
     * alignment is how many bytes stand before it, modulo 3.
     */
    private static void addBase64(byte[] value, int alignment, List<byte[]> patterns) {
        byte[] shifted = new byte[alignment + value.length];
        System.arraycopy(value, 0, shifted, alignment, value.length);
        int from = (alignment * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        if (to - from < MIN_BASE64) {
            return;
        }
        byte[] standard = Arrays.copyOfRange(Base64.getEncoder().encode(shifted), from, to);
        byte[] urlSafe = Arrays.copyOfRange(Base64.getUrlEncoder().encode(shifted), from, to);
        patterns.add(standard);
        if (!Arrays.equals(standard, urlSafe)) {
            patterns.add(urlSafe);
        }
    }

    /** How many are known, never which. */
    @Override
    public String toString() {
        synchronized (values) {
            return "KnownSecrets[" + values.size() + "]";
        }
    }
}

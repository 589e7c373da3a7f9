package dev.liverun.integrations;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of a message, and how many there were when only the first of them were kept. Immutable by contract. */
public final class Body {

    private static final Body EMPTY = new Body(new byte[0], 0);

    private final byte[] bytes;
    private final long size;

    private Body(byte[] bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    public static Body empty() {
        return EMPTY;
    }

    /** @param bytes are not copied: the caller gives them away */
    public static Body of(byte[] bytes) {
        return new Body(bytes, bytes.length);
    }

    public static Body utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A body of which only the beginning was kept.
     *
     * @param size how many bytes were received in all
     */
    public static Body cut(byte[] kept, long size) {
        if (size < kept.length) {
            throw new IllegalArgumentException("A body cannot be smaller than what was kept of it");
        }
        return new Body(kept, size);
    }

    /** The kept bytes themselves: do not change them. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there were, kept or not. */
    public long size() {
        return size;
    }

    public boolean truncated() {
        return size > bytes.length;
    }

    /** The kept bytes as UTF-8; what is not valid UTF-8 becomes U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The kept bytes as UTF-8, or nothing where they are not valid UTF-8; a character that was cut off does not count. */
    public Optional<String> validText() {
        int whole = truncated() ? endOfLastWholeCharacter() : bytes.length;
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, whole))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private int endOfLastWholeCharacter() {
        for (int back = 1; back <= Math.min(4, bytes.length); back++) {
            int lead = bytes[bytes.length - back] & 0xff;
            if (lead < 0x80) {
                return bytes.length;
            }
            if (lead >= 0xc0) {
                int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
                return length == back ? bytes.length : bytes.length - back;
            }
        }
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && size == body.size && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + Long.hashCode(size);
    }

    /** Says how large the body is, never what is in it. */
    @Override
    public String toString() {
        return "Body[" + size + " bytes" + (truncated() ? ", " + bytes.length + " kept]" : "]");
    }
}

package dev.liverun.integrations.redaction;

import java.util.Arrays;

/**
 * A text as the bytes it stands for, with the way back: percent-encoding or JSON escapes undone, whichever encoder wrote
 * them and however sparingly. Each byte knows the character it came from.
 */
final class View {

    private final String text;
    private byte[] bytes;
    private int[] origin;
    private int length;

    private View(String text) {
        this.text = text;
        this.bytes = new byte[text.length() + 4];
        this.origin = new int[text.length() + 5];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The index of the character that the byte came from; for {@code length} the end of the text. */
    int origin(int index) {
        return index == length ? text.length() : origin[index];
    }

    static View plain(String text) {
        View view = new View(text);
        int i = 0;
        while (i < text.length()) {
            i = view.character(i);
        }
        return view;
    }

    static View percentDecoded(String text) {
        View view = new View(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int octet = c == '%' ? hex(text, i + 1, 2) : -1;
            if (octet >= 0) {
                view.append(octet, i);
                i += 3;
            } else if (c == '+') {
                view.append(' ', i++);
            } else {
                i = view.character(i);
            }
        }
        return view;
    }

    static View jsonUnescaped(String text) {
        View view = new View(text);
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) != '\\' || i + 1 == text.length()) {
                i = view.character(i);
                continue;
            }
            char kind = text.charAt(i + 1);
            int unit = kind == 'u' ? hex(text, i + 2, 4) : -1;
            if (unit >= 0) {
                view.codePoint(unit, i);
                i += 6;
            } else {
                view.codePoint(
                        switch (kind) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> kind;
                        },
                        i);
                i += 2;
            }
        }
        return view;
    }

    /** Appends the character at this index as UTF-8 and returns the index of the next one. */
    private int character(int index) {
        int codePoint = text.codePointAt(index);
        codePoint(codePoint, index);
        return index + Character.charCount(codePoint);
    }

    private void codePoint(int codePoint, int from) {
        if (codePoint < 0x80) {
            append(codePoint, from);
        } else if (codePoint < 0x800) {
            append(0xc0 | codePoint >> 6, from);
            append(0x80 | codePoint & 0x3f, from);
        } else if (codePoint < 0x10000) {
            append(0xe0 | codePoint >> 12, from);
            append(0x80 | codePoint >> 6 & 0x3f, from);
            append(0x80 | codePoint & 0x3f, from);
        } else {
            append(0xf0 | codePoint >> 18, from);
            append(0x80 | codePoint >> 12 & 0x3f, from);
            append(0x80 | codePoint >> 6 & 0x3f, from);
            append(0x80 | codePoint & 0x3f, from);
        }
    }

    private void append(int octet, int from) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
            origin = Arrays.copyOf(origin, length * 2 + 1);
        }
        bytes[length] = (byte) octet;
        origin[length++] = from;
    }

    private static int hex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}

package dev.liverun.api.export;

/** Text for XML 1.0, which has no place for some characters (section 2.2). */
public final class XmlText {

    private XmlText() {}

    /** {@code text} without them. */
    public static String cleaned(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints().filter(XmlText::isAllowed).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}

package dev.liverun.api.export;

/**
 * Text that a spreadsheet would run. What begins with one of these characters, also behind blanks, is taken for a formula
 * when a CSV file is opened or a cell is edited; an apostrophe before it makes it text (OWASP, "CSV Injection").
 */
public final class Formulas {

    private static final String BEGINNINGS = "=+-@＝＋－＠|%";

    private Formulas() {}

    /** {@code text} as nothing but text. */
    public static String neutralised(String text) {
        for (int i = 0; i < text.length(); i++) {
            char first = text.charAt(i);
            if (first == '\t' || first == '\r' || first == '\n') {
                return "'" + text;
            }
            if (!Character.isWhitespace(first) && !Character.isSpaceChar(first) && !Character.isISOControl(first)) {
                return BEGINNINGS.indexOf(first) >= 0 ? "'" + text : text;
            }
        }
        return text;
    }
}

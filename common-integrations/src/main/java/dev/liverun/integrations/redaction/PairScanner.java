package dev.liverun.integrations.redaction;

/**
 * Masks the values of sensitive names in text of no known format: {@code password=…}, {@code "token": "…"},
 * {@code Authorization: Bearer …}. Looks from each separator back at most one name, so that it stays linear.
 */
final class PairScanner {

    private static final int LONGEST_NAME = 64;
    private static final String UNQUOTED_END = "&,;\"'<>()[]{}\\";

    private final SensitiveNames names;

    PairScanner(SensitiveNames names) {
        this.names = names;
    }

    String mask(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '=' || c == ':') && names.contains(nameBefore(text, i))) {
                int from = valueStart(text, i + 1);
                int to = valueEnd(text, from);
                if (to > from) {
                    masked.append(text, done, from).append(KnownSecrets.MASK);
                    done = to;
                    i = to - 1;
                }
            }
        }
        return done == 0 ? text : masked.append(text, done, text.length()).toString();
    }

    private static String nameBefore(String text, int separator) {
        int to = separator;
        while (to > 0 && separator - to < 4 && isQuoteOrSpace(text.charAt(to - 1))) {
            to--;
        }
        int from = to;
        while (from > 0 && to - from < LONGEST_NAME && isNameCharacter(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, to);
    }

    private static int valueStart(String text, int after) {
        int from = after;
        while (from < text.length() && from - after < 4 && isQuoteOrSpace(text.charAt(from))) {
            from++;
        }
        return from;
    }

    private static int valueEnd(String text, int from) {
        char quote = from > 0 ? text.charAt(from - 1) : ' ';
        if (quote == '"' || quote == '\'') {
            int to = from;
            while (to < text.length() && text.charAt(to) != quote) {
                to += text.charAt(to) == '\\' ? 2 : 1;
            }
            return Math.min(to, text.length());
        }
        int to = endOfWord(text, from);
        boolean scheme = to < text.length()
                && text.charAt(to) == ' '
                && (text.regionMatches(true, from, "Bearer", 0, 6) || text.regionMatches(true, from, "Basic", 0, 5));
        return scheme ? endOfWord(text, to + 1) : to;
    }

    private static int endOfWord(String text, int from) {
        int to = from;
        while (to < text.length()
                && !Character.isWhitespace(text.charAt(to))
                && UNQUOTED_END.indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return to;
    }

    private static boolean isQuoteOrSpace(char c) {
        return c == '"' || c == '\'' || c == ' ' || c == '\\';
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }
}

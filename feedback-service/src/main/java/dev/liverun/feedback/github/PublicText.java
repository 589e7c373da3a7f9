package dev.liverun.feedback.github;

import java.util.regex.Pattern;

/** Makes a person's text harmless where everybody reads it: nobody is notified, nothing is linked or closed by it. */
final class PublicText {

    /** GitHub refuses longer bodies. */
    static final int MAX_BODY = 65_536;

    private static final String INVISIBLE = "\u200b";
    private static final Pattern MENTION = Pattern.compile("@(?=[A-Za-z0-9])");
    private static final Pattern REFERENCE = Pattern.compile("(?i)(#|\\bGH-)(?=\\d)");
    private static final Pattern LINK =
            Pattern.compile("(?i)(github\\.com/[^\\s/]+/[^\\s/]+/)(issues|pull|discussions)/(?=\\d)");
    private static final Pattern COMMIT = Pattern.compile("\\b([0-9a-f]{6})([0-9a-f]{1,34})\\b");

    private PublicText() {}

    static String neutralise(String text) {
        var safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        safe = MENTION.matcher(safe).replaceAll("@" + INVISIBLE);
        safe = LINK.matcher(safe).replaceAll("$1$2/" + INVISIBLE);
        safe = REFERENCE.matcher(safe).replaceAll("$1" + INVISIBLE);
        return COMMIT.matcher(safe).replaceAll("$1" + INVISIBLE + "$2");
    }

    /** A title is plain text on GitHub, except that it can mention and refer. */
    static String neutraliseTitle(String title) {
        var oneLine = title.replaceAll("\\s+", " ").strip();
        return REFERENCE
                .matcher(MENTION.matcher(oneLine).replaceAll("@" + INVISIBLE))
                .replaceAll("$1" + INVISIBLE);
    }

    /** At most {@code limit} characters; what is cut is said. */
    static String limit(String text, int limit) {
        var notice = "\n\n… cut here: the whole text is in Liverun.";
        return text.length() <= limit ? text : text.substring(0, limit - notice.length()) + notice;
    }
}

package dev.liverun.feedback.publicity;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a person's text harmless where everybody reads it: nobody is notified, nothing is linked or closed by it. */
public final class PublicText {

    /** GitHub refuses longer bodies. */
    public static final int MAX_BODY = 65_536;

    /** GitHub refuses longer titles. */
    public static final int MAX_TITLE = 256;

    private static final String INVISIBLE = "\u200b";
    private static final String CUT = "\n\n… cut here: the whole text is in Liverun";
    private static final Pattern MENTION = Pattern.compile("@(?=[A-Za-z0-9])");
    private static final Pattern REFERENCE = Pattern.compile("(?i)(#|\\bGH-)(?=\\d)");
    private static final Pattern LINK =
            Pattern.compile("(?i)(github\\.com/[^\\s/]+/[^\\s/]+/)(issues|pull|discussions)/(?=\\d)");
    private static final Pattern COMMIT = Pattern.compile("\\b([0-9a-f]{6})([0-9a-f]{1,34})\\b");

    private PublicText() {}

    /** As Markdown. Entities are escaped too, because mentions are looked for in what they become. */
    public static String neutralise(String text) {
        var safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        safe = MENTION.matcher(safe).replaceAll("@" + INVISIBLE);
        safe = LINK.matcher(safe).replaceAll("$1$2/" + INVISIBLE);
        safe = REFERENCE.matcher(safe).replaceAll("$1" + INVISIBLE);
        return COMMIT.matcher(safe).replaceAll("$1" + INVISIBLE + "$2");
    }

    /** As a block of its own: a code fence that it leaves open ends with it. */
    public static String quote(String text) {
        return neutralise(text).lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    /** What {@link #quote} was made of, if nobody touched it; what people changed of it as they would have typed it. */
    public static String unquote(String quoted) {
        var lines = quoted.lines()
                .map(line -> line.startsWith("> ") ? line.substring(2) : line.equals(">") ? "" : line)
                .collect(Collectors.joining("\n"));
        return typed(lines).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** The beginning of what is too long, with where the rest is. */
    public static String cut(String text, int limit, Optional<URI> rest) {
        var note = CUT + rest.map(address -> ": " + address).orElse(".");
        return cut(text, limit - note.length()) + note;
    }

    /** A person's name without what can be written to. */
    public static String person(String subject) {
        int at = subject.indexOf('@');
        return at > 0 ? subject.substring(0, at) : subject;
    }

    /** A title is plain text on GitHub, except that it can mention and refer. Of a public title it is that title. */
    public static String title(String title) {
        var oneLine = title.replaceAll("\\s+", " ").strip();
        var safe = REFERENCE
                .matcher(MENTION.matcher(oneLine).replaceAll("@" + INVISIBLE))
                .replaceAll("$1" + INVISIBLE);
        return cut(safe, MAX_TITLE);
    }

    /** A public title as a person would have typed it. */
    public static String typed(String title) {
        var typed = title.replace(INVISIBLE, "");
        return typed.isBlank() ? title : typed;
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        // Half of a surrogate pair is no character.
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}

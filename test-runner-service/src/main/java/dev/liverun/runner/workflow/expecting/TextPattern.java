package dev.liverun.runner.workflow.expecting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a workflow, searched in what a live service answers. The search gives up when it reads too
 * much: a pattern such as {@code (a+)+$} and the right answer would otherwise hold a thread for ever.
 */
public final class TextPattern {

    private static final int MAX_LENGTH = 1000;
    private static final int MAX_READS = 2_000_000;

    private final String source;
    private final Pattern pattern;

    private TextPattern(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException says for people what is wrong with it */
    public static TextPattern compile(String source) {
        if (source.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has at most " + MAX_LENGTH + " characters");
        }
        try {
            return new TextPattern(source, Pattern.compile(source));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        }
    }

    /** @throws TooCostly if that cannot be said within reason */
    public boolean foundIn(String text) throws TooCostly {
        return search(text).isPresent();
    }

    /**
     * The first group of the first match, or the whole match if the pattern has no group.
     *
     * @throws TooCostly if that cannot be said within reason
     */
    public Optional<String> extract(String text) throws TooCostly {
        return search(text).map(match -> match.groupCount() == 0 ? match.group() : match.group(1));
    }

    private Optional<Matcher> search(String text) throws TooCostly {
        try {
            Matcher matcher = pattern.matcher(new Metered(text, new int[] {MAX_READS}));
            return matcher.find() ? Optional.of(matcher) : Optional.empty();
        } catch (Exhausted | StackOverflowError e) {
            throw new TooCostly(e);
        }
    }

    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }

    /** The pattern needs too many steps on that text. */
    public static final class TooCostly extends Exception {
        private static final long serialVersionUID = 1L;

        TooCostly(Throwable cause) {
            super("the pattern takes too long on this text", cause);
        }
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    /** Counts what is read; the count is shared with parts of the text. */
    private record Metered(CharSequence text, int[] reads) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--reads[0] < 0) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Metered(text.subSequence(start, end), reads);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}

package dev.liverun.runner.runs;

import dev.liverun.api.problem.Invalid;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a request waits for its result ({@code Prefer}, RFC 7240). */
record Waiting(Duration time) {

    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([^,;\"\\s]*)\"?");
    private static final Pattern ASYNC = Pattern.compile("(^|[,\\s])respond-async([,;\\s]|$)");

    /**
     * @param otherwise what holds without the header
     * @throws Invalid if {@code wait} is no number of seconds; more than {@code most} is cut to it
     */
    static Waiting asked(@Nullable String prefer, Duration otherwise, Duration most) {
        String text = prefer == null ? "" : prefer.toLowerCase(Locale.ROOT);
        Matcher wait = WAIT.matcher(text);
        if (!wait.find()) {
            return new Waiting(ASYNC.matcher(text).find() ? Duration.ZERO : otherwise);
        }
        if (!wait.group(1).matches("[0-9]{1,9}")) {
            throw new Invalid("Prefer", "wait must be a number of seconds");
        }
        Duration time = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return new Waiting(time.compareTo(most) > 0 ? most : time);
    }
}

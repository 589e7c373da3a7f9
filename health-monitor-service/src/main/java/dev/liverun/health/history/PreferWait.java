package dev.liverun.health.history;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code Prefer: wait=N} (RFC 7240, section 4.3): how many seconds the caller likes to wait for an answer. */
final class PreferWait {

    /** The header. */
    static final String HEADER = "Prefer";
    /** Says that the preference was followed. */
    static final String APPLIED = "Preference-Applied";

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?:$|[,;\\s])");

    private PreferWait() {}

    /** {@code usual} without the preference; never longer than {@code longest}. */
    static Duration of(@Nullable String header, Duration usual, Duration longest) {
        if (header == null) {
            return usual;
        }
        var wait = WAIT.matcher(header);
        if (!wait.find()) {
            return usual;
        }
        var wished = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return wished.compareTo(longest) > 0 ? longest : wished;
    }
}

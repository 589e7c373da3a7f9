package dev.liverun.api.prefer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller is willing to wait for an answer before it would rather have a 202 (RFC 7240, section 4.3). A resource
 * takes {@code @HeaderParam("Prefer") List<String> prefer}.
 */
public final class PreferWait {

    /** The response header that tells which preference was kept: {@code wait=10}. */
    public static final String APPLIED_HEADER = "Preference-Applied";

    private static final Pattern WAIT =
            Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])");

    private PreferWait() {}

    /**
     * Empty when the caller does not say, or says it in a way that cannot be understood: a preference is no demand.
     *
     * @param max nobody waits longer than this here
     */
    public static Optional<Duration> of(@Nullable List<String> preferHeaders, Duration max) {
        var wait = WAIT.matcher(preferHeaders == null ? "" : String.join(",", preferHeaders));
        if (!wait.find()) {
            return Optional.empty();
        }
        var asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return Optional.of(asked.compareTo(max) > 0 ? max : asked);
    }

    /** The value of {@link #APPLIED_HEADER}. */
    public static String applied(Duration wait) {
        return "wait=" + wait.toSeconds();
    }
}

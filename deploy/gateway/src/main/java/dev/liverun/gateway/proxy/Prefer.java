package dev.liverun.gateway.proxy;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.regex.Pattern;

/** {@code Prefer: wait=N} (RFC 7240): the client is ready to wait N seconds for work to finish. */
final class Prefer {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})\"?(?:$|[,;\\s])");
    /** The longest a check of an integration may take; nobody waits for longer than that. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Prefer() {}

    /** How long to wait for a service that usually gets {@code usual}. */
    static Duration patience(MultiMap headers, Duration usual) {
        var wait = Duration.ZERO;
        for (var value : headers.getAll("Prefer")) {
            var found = WAIT.matcher(value);
            if (found.find()) {
                wait = Duration.ofSeconds(Long.parseLong(found.group(1)));
            }
        }
        return usual.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
}

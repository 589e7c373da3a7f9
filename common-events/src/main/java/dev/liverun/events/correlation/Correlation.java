package dev.liverun.events.correlation;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The id that ties together everything one request caused, over HTTP ({@code X-Correlation-Id}), Kafka
 * ({@code ce_correlationid}) and the logs. It lives in the logging context, which follows a Vert.x duplicated context.
 */
public final class Correlation {

    /** The HTTP header, in requests and responses. */
    public static final String HEADER = "X-Correlation-Id";
    /** The key in the logging context and the field in structured logs. */
    public static final String KEY = "correlation_id";

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Correlation() {}

    /** The id of the work at hand, if it has one. */
    public static @Nullable String current() {
        return MDC.get(KEY) instanceof String id ? id : null;
    }

    /** From here on the work at hand has this id. */
    public static void set(@Nullable String id) {
        if (id == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, id);
        }
    }

    /** {@code offered} if it is 1–64 of {@code A–Z a–z 0–9 . _ : -}, else a new one. */
    public static String acceptOr(@Nullable String offered, Supplier<String> fresh) {
        return offered != null && ACCEPTED.matcher(offered).matches() ? offered : fresh.get();
    }
}

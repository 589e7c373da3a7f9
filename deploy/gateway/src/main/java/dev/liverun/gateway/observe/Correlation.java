package dev.liverun.gateway.observe;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that ties together everything one request causes, in every service, every event and every log line. */
public final class Correlation {

    /** The HTTP header, in requests and answers. */
    public static final String HEADER = "X-Correlation-Id";
    /** The key in the logging context, in structured logs and in problem documents. */
    public static final String KEY = "correlation_id";

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Correlation() {}

    /** {@code offered} if the services accept it too: 1–64 of {@code A–Z a–z 0–9 . _ : -}; else a new one. */
    static String acceptOrNew(@Nullable String offered) {
        return offered != null && ACCEPTED.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
    }

    static void set(RoutingContext ctx, String id) {
        ctx.put(KEY, id);
    }

    /** This request's id. */
    public static String of(RoutingContext ctx) {
        String id = ctx.get(KEY);
        return id == null ? "" : id;
    }
}

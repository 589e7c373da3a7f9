package dev.liverun.sandbox.github;

import dev.liverun.sandbox.fault.SlidingWindow;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's limits for each user: 5000 requests an hour, and of those that create or change content 80 a minute and 500
 * an hour.
 */
final class Limits {
    private static final int PRIMARY = 5000;
    private static final long HOUR_MS = 3_600_000;

    private final Clock clock;
    private final boolean enforced;
    private final Map<User, Usage> usages = new HashMap<>();

    Limits(Clock clock, boolean enforced) {
        this.clock = clock;
        this.enforced = enforced;
    }

    private static final class Usage {
        private final SlidingWindow contentPerMinute = new SlidingWindow(80, 60_000);
        private final SlidingWindow contentPerHour = new SlidingWindow(500, HOUR_MS);
        private long resetMs;
        private int used;
    }

    /** Counts a request, or refuses it. */
    void enter(User user, HttpMethod method, String path) {
        long now = clock.millis();
        Usage usage = usage(user);
        if (usage.used >= PRIMARY && enforced) {
            throw new Refusal(GitHubErrors.primaryLimit(403, usage.resetMs / 1000));
        }
        usage.used++;
        boolean content =
                (method.equals(HttpMethod.POST) || method.equals(HttpMethod.PATCH)) && path.contains("/issues");
        if (content && enforced) {
            long wait = Math.max(usage.contentPerMinute.waitMs(now), usage.contentPerHour.waitMs(now));
            if (wait > 0) {
                throw new Refusal(GitHubErrors.secondaryLimit(403, (wait + 999) / 1000));
            }
            usage.contentPerMinute.tryEnter(now);
            usage.contentPerHour.tryEnter(now);
        }
    }

    /** What is sent with every answer, unless the answer says something else itself. */
    Reply headers(Reply reply, @Nullable User user) {
        if (user == null) {
            return reply;
        }
        Usage usage = usage(user);
        Reply more = reply.with("X-RateLimit-Limit", String.valueOf(PRIMARY))
                .with("X-RateLimit-Used", String.valueOf(usage.used))
                .with("X-RateLimit-Resource", "core");
        if (!reply.headers().containsKey("X-RateLimit-Remaining")) {
            more = more.with("X-RateLimit-Remaining", String.valueOf(Math.max(0, PRIMARY - usage.used)))
                    .with("X-RateLimit-Reset", String.valueOf(usage.resetMs / 1000));
        }
        return more;
    }

    JsonObject toJson(User user) {
        Usage usage = usage(user);
        var core = new JsonObject()
                .put("limit", PRIMARY)
                .put("used", usage.used)
                .put("remaining", Math.max(0, PRIMARY - usage.used))
                .put("reset", usage.resetMs / 1000)
                .put("resource", "core");
        var resources = new JsonObject().put("core", core);
        for (String unused : new String[] {"search", "graphql", "integration_manifest"}) {
            resources.put(
                    unused, core.copy().put("used", 0).put("remaining", PRIMARY).put("resource", unused));
        }
        return new JsonObject().put("resources", resources).put("rate", core.copy());
    }

    private Usage usage(User user) {
        long now = clock.millis();
        Usage usage = usages.computeIfAbsent(user, u -> new Usage());
        if (usage.resetMs <= now) {
            usage.resetMs = now + HOUR_MS;
            usage.used = 0;
        }
        return usage;
    }
}

package dev.liverun.sandbox.discord;

import dev.liverun.sandbox.http.Reply;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Discord's rate limit buckets: so many requests a second for each route and caller. */
final class Buckets {
    private static final int LIMIT = 50;
    private static final long WINDOW_MS = 1000;
    private static final int MAX_BUCKETS = 1000;

    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Buckets(Clock clock) {
        this.clock = clock;
    }

    /** One bucket's window. */
    static final class Bucket {
        private final String id;
        private final long resetAt;
        private int used;

        private Bucket(String id, long resetAt) {
            this.id = id;
            this.resetAt = resetAt;
        }

        boolean exceeded() {
            return used > LIMIT;
        }
    }

    Bucket enter(String route, String caller) {
        long now = clock.millis();
        if (buckets.size() > MAX_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.resetAt <= now);
        }
        String id = Integer.toHexString((route + caller).hashCode());
        Bucket bucket = buckets.compute(
                id, (key, old) -> old == null || old.resetAt <= now ? new Bucket(id, now + WINDOW_MS) : old);
        bucket.used++;
        return bucket;
    }

    double secondsUntilReset(Bucket bucket) {
        return Math.max(0.001, (bucket.resetAt - clock.millis()) / 1000.0);
    }

    Reply headers(Reply reply, Bucket bucket) {
        return reply.with("X-RateLimit-Limit", String.valueOf(LIMIT))
                .with("X-RateLimit-Remaining", String.valueOf(Math.max(0, LIMIT - bucket.used)))
                .with("X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", bucket.resetAt / 1000.0))
                .with("X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", secondsUntilReset(bucket)))
                .with("X-RateLimit-Bucket", bucket.id);
    }
}

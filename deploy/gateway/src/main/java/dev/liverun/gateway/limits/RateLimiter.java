package dev.liverun.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.liverun.gateway.config.GatewayConfig;
import dev.liverun.gateway.problem.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Counts what each caller asks for, in a bucket of its own that fills evenly. It protects one gateway and the services
 * behind it from one caller; with several gateways each counts for itself.
 */
@Singleton
public class RateLimiter {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final boolean enabled;
    private final int perSubject;
    private final int perAddress;
    private final Cache<String, Bucket> buckets;

    @Inject
    RateLimiter(GatewayConfig config) {
        this(
                config.rateLimit().enabled(),
                config.rateLimit().perSubject(),
                config.rateLimit().perAddress(),
                config.rateLimit().callers());
    }

    RateLimiter(boolean enabled, int perSubject, int perAddress, int callers) {
        this.enabled = enabled;
        this.perSubject = perSubject;
        this.perAddress = perAddress;
        // A bucket that was left alone for a whole window is full again: forgetting it changes nothing.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(callers)
                .expireAfterAccess(WINDOW)
                .build();
    }

    /**
     * What became of one request.
     *
     * @param limit requests a window
     * @param remaining how many more would be admitted at once
     * @param retryAfter until the next one is admitted, zero if one is
     */
    public record Verdict(boolean admitted, long limit, long remaining, Duration retryAfter) {

        /** What to tell a caller that was not admitted. */
        public Problem problem() {
            return headers(Problem.tooManyRequests(
                    "More than " + limit + " requests a minute. Wait, then go on more slowly.", retryAfter));
        }

        private Problem headers(Problem problem) {
            return problem.withHeader("RateLimit-Policy", policy()).withHeader("RateLimit", state());
        }

        /** The rule, as the IETF's draft on rate limit headers writes it. */
        public String policy() {
            return "\"caller\";q=" + limit + ";w=" + WINDOW.toSeconds();
        }

        /** Where the caller stands. */
        public String state() {
            return "\"caller\";r=" + remaining
                    + (admitted ? "" : ";t=" + retryAfter.plusMillis(999).toSeconds());
        }
    }

    /** Whether anything is counted at all. */
    public boolean enabled() {
        return enabled;
    }

    /** Counts one request of the caller known as {@code key}. */
    public Verdict take(String key) {
        var limit = key.startsWith("subject ") ? perSubject : perAddress;
        if (!enabled) {
            return new Verdict(true, limit, limit, Duration.ZERO);
        }
        ConsumptionProbe probe = buckets.get(key, fresh -> bucket(limit)).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.isConsumed() ? 0 : probe.getNanosToWaitForRefill()));
    }

    private static Bucket bucket(int limit) {
        return Bucket.builder()
                .addLimit(rule -> rule.capacity(limit).refillGreedy(limit, WINDOW))
                .build();
    }
}

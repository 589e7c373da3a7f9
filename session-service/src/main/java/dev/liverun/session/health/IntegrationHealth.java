package dev.liverun.session.health;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an integration did for a session.
 *
 * @param endpointId null for one that the session names and nobody has registered yet
 * @param required whether the session cannot go on without it
 * @param current the confirmed status now; null when there is none
 * @param uptime the share of checks that found it usable, 0–1; null before the first one
 * @param responseTimeMs of the checks that were answered; null before the first one
 * @param lastCheck the session's latest check; null before the first one
 */
public record IntegrationHealth(
        @Nullable UUID endpointId,
        String name,
        boolean required,
        @Nullable Current current,
        Checks checks,
        @Nullable BigDecimal uptime,
        @Nullable ResponseTime responseTimeMs,
        @Nullable LastCheck lastCheck) {

    /** The status that M of N checks have confirmed. */
    public record Current(
            String status,
            @Nullable String reason,
            @Nullable Instant since) {}

    /** Checks made for the session. {@code rateLimited} are among the degraded ones and do not count for uptime. */
    public record Checks(long total, long healthy, long degraded, long unhealthy, long timeout, long rateLimited) {

        static final Checks NONE = new Checks(0, 0, 0, 0, 0, 0);

        static Checks of(long healthy, long degraded, long unhealthy, long timeout, long rateLimited) {
            return new Checks(
                    healthy + degraded + unhealthy + timeout, healthy, degraded, unhealthy, timeout, rateLimited);
        }

        @Nullable
        BigDecimal uptime() {
            return Rate.of(healthy + degraded - rateLimited, total - rateLimited);
        }
    }

    /** Percentiles in milliseconds, true to 1/32. */
    public record ResponseTime(int p50, int p95, int p99) {}

    /** One check. */
    public record LastCheck(String status, @Nullable Integer responseTimeMs, Instant checkedAt) {}

    /** Without what goes on changing when the session is over. */
    public IntegrationHealth ofSessionOnly() {
        return new IntegrationHealth(endpointId, name, required, null, checks, uptime, responseTimeMs, lastCheck);
    }
}

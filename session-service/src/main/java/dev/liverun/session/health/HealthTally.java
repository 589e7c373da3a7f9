package dev.liverun.session.health;

import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts a batch of checks, so that a batch is one statement per table whatever its size. */
final class HealthTally {

    private static final int TOO_MANY_REQUESTS = 429;

    record Scope(UUID sessionId, UUID endpointId) {}

    record Bucket(UUID sessionId, UUID endpointId, int bucket) {}

    /** Checks of one integration for one session. */
    static final class Counts {
        String endpointName = "";
        long healthy;
        long degraded;
        long unhealthy;
        long timedOut;
        long rateLimited;
        HealthChecked last;

        Counts(HealthChecked first) {
            last = first;
        }
    }

    final Map<Scope, Counts> counts = new LinkedHashMap<>();
    final Map<Bucket, Long> latencies = new HashMap<>();
    final Map<UUID, HealthChecked> latest = new HashMap<>();

    /** Checks that were made while a session was not ACTIVE, and those that are excused, are not counted for it. */
    static HealthTally of(List<HealthChecked> checks, ActiveTimes active) {
        var tally = new HealthTally();
        checks.forEach(check -> tally.add(check, active));
        return tally;
    }

    private void add(HealthChecked check, ActiveTimes active) {
        latest.merge(check.endpointId(), check, HealthTally::later);
        for (var session : check.sessionIds()) {
            if (!active.wasActive(session, check.checkedAt())) {
                continue;
            }
            var seen = counts.computeIfAbsent(new Scope(session, check.endpointId()), scope -> new Counts(check));
            seen.endpointName = check.endpointName();
            seen.last = later(seen.last, check);
            if (check.excused()) {
                continue;
            }
            count(seen, check);
            if (check.responseTimeMs() != null) {
                var bucket = LatencyBuckets.of(check.responseTimeMs());
                latencies.merge(new Bucket(session, check.endpointId(), bucket), 1L, Long::sum);
            }
        }
    }

    private static void count(Counts counts, HealthChecked check) {
        switch (check.status()) {
            case HEALTHY -> counts.healthy++;
            case DEGRADED -> counts.degraded++;
            case UNHEALTHY -> counts.unhealthy++;
            case TIMEOUT -> counts.timedOut++;
        }
        if (check.status() == HealthStatus.DEGRADED
                && check.statusCode() != null
                && check.statusCode() == TOO_MANY_REQUESTS) {
            counts.rateLimited++;
        }
    }

    private static HealthChecked later(@Nullable HealthChecked before, HealthChecked now) {
        return before == null || !now.checkedAt().isBefore(before.checkedAt()) ? now : before;
    }
}

package dev.liverun.health.confirmed;

import dev.liverun.events.contract.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of an endpoint that is believed, and what was observed since it last changed. Statuses are ordered
 * TIMEOUT &gt; UNHEALTHY &gt; DEGRADED &gt; HEALTHY (the order of the enum, rising).
 *
 * <pre>
 *   nothing known ──first check──▶ its status
 *   S ──M of N checks are worse than S──▶ the worst status that M of them reach
 *   S ──M of N checks are better than S──▶ the best status that M of them reach
 * </pre>
 *
 * What was observed before a change does not count towards the next one: an endpoint that alternates does not flap with
 * every check.
 *
 * @param status null until the first check, or while its grace lasts
 * @param observed since the last change, oldest first; no more than the longest window
 */
public record ConfirmedStatus(@Nullable HealthStatus status, List<HealthStatus> observed) {

    /** Nothing is known yet. */
    public static final ConfirmedStatus UNKNOWN = new ConfirmedStatus(null, List.of());

    public ConfirmedStatus {
        observed = List.copyOf(observed);
    }

    /** What holds after one more observation. */
    public ConfirmedStatus after(HealthStatus seen, Confirmation confirmation) {
        return status == null ? new ConfirmedStatus(seen, List.of()) : after(seen, confirmation, false);
    }

    /** What holds after one more observation that is worse, and not believed yet. */
    public ConfirmedStatus waiting(HealthStatus seen, Confirmation confirmation) {
        return after(seen, confirmation, true);
    }

    /** Whether that is worse than what is believed; before anything is known, than healthy. */
    public boolean isWorse(HealthStatus seen) {
        return seen.compareTo(status == null ? HealthStatus.HEALTHY : status) > 0;
    }

    private ConfirmedStatus after(HealthStatus seen, Confirmation confirmation, boolean waits) {
        var window = new ArrayList<>(observed);
        window.add(seen);
        int surplus = window.size() - confirmation.window();
        if (surplus > 0) {
            window.subList(0, surplus).clear();
        }
        return (waits ? Optional.<HealthStatus>empty() : change(seen, window, confirmation))
                .map(next -> new ConfirmedStatus(next, List.of()))
                .orElseGet(() -> new ConfirmedStatus(status, window));
    }

    private Optional<HealthStatus> change(HealthStatus seen, List<HealthStatus> window, Confirmation confirmation) {
        var held = status;
        if (held == null || seen == held) {
            return Optional.empty();
        }
        return seen.compareTo(held) > 0
                ? reached(last(window, confirmation.fall()), held, confirmation.fall(), true)
                : reached(last(window, confirmation.rise()), held, confirmation.rise(), false);
    }

    private static List<HealthStatus> last(List<HealthStatus> window, Confirmation.Threshold threshold) {
        return window.subList(Math.max(0, window.size() - threshold.of()), window.size());
    }

    /** The status furthest from the one held that enough checks reach or pass. */
    private static Optional<HealthStatus> reached(
            List<HealthStatus> seen, HealthStatus held, Confirmation.Threshold threshold, boolean worse) {
        Optional<HealthStatus> furthest = Optional.empty();
        for (var candidate : HealthStatus.values()) {
            int distance = worse ? candidate.compareTo(held) : held.compareTo(candidate);
            if (distance <= 0) {
                continue;
            }
            long reaching = seen.stream()
                    .filter(one -> worse ? one.compareTo(candidate) >= 0 : one.compareTo(candidate) <= 0)
                    .count();
            boolean further = furthest.isEmpty()
                    || (worse ? candidate.compareTo(furthest.get()) > 0 : candidate.compareTo(furthest.get()) < 0);
            if (reaching >= threshold.checks() && further) {
                furthest = Optional.of(candidate);
            }
        }
        return furthest;
    }
}

package dev.liverun.sandbox.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The faults of one integration; the first that matches a request is the one that hits it. */
public final class Faults {
    private final Clock clock;
    private final DoubleSupplier random;
    private List<Active> active = List.of();

    /** @param random from 0 (inclusive) to 1 (exclusive) */
    public Faults(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    /** Replaces all faults. */
    public void set(List<JsonObject> specs, boolean github) {
        var next = new ArrayList<Active>();
        for (JsonObject spec : specs) {
            next.add(new Active(spec, FaultReader.read(spec, github)));
        }
        active = List.copyOf(next);
    }

    public void clear() {
        active = List.of();
    }

    /**
     * What is to happen to one request.
     *
     * @param outcome null if it is only delayed; never {@link Outcome.MaxPerMinute}
     */
    public record Hit(@Nullable Outcome outcome, long latencyMs, long lateCreateMs) {}

    /** What is to happen to this request; counts it. */
    public Optional<Hit> hit(RequestFacts request) {
        long now = clock.millis();
        for (Active candidate : active) {
            if (candidate.fault.matches(request) && candidate.spend(now, random)) {
                return Optional.of(candidate.toHit(now));
            }
        }
        return Optional.empty();
    }

    /** What is to happen to this webhook; counts it. */
    public @Nullable WebhookFault hitWebhook() {
        for (Active candidate : active) {
            if (candidate.fault.webhooks() != null && candidate.spend(clock.millis(), random)) {
                return candidate.fault.webhooks();
            }
        }
        return null;
    }

    public long listingLagMs() {
        return active.stream().mapToLong(a -> a.fault.listingLagMs()).max().orElse(0);
    }

    /** As they were set, each with the number of hits so far. */
    public JsonArray toJson() {
        var list = new JsonArray();
        active.forEach(a -> list.add(a.spec.copy().put("hits", a.hits)));
        return list;
    }

    private static final class Active {
        private final JsonObject spec;
        private final Fault fault;
        private final @Nullable SlidingWindow allowed;
        private int hits;

        Active(JsonObject spec, Fault fault) {
            this.spec = spec;
            this.fault = fault;
            this.allowed = fault.outcome() instanceof Outcome.MaxPerMinute max
                    ? new SlidingWindow(max.requests(), 60_000)
                    : null;
        }

        Hit toHit(long now) {
            Outcome outcome = fault.outcome();
            if (allowed != null) {
                int seconds = (int) Math.max(1, (allowed.waitMs(now) + 999) / 1000);
                outcome = new Outcome.RateLimited(seconds, null, false);
            }
            return new Hit(outcome, fault.latencyMs(), fault.lateCreateMs());
        }

        boolean spend(long now, DoubleSupplier random) {
            Integer times = fault.times();
            if (times != null && hits >= times) {
                return false;
            }
            if (allowed != null && allowed.tryEnter(now)) {
                return false;
            }
            if (fault.probability() < 1 && random.getAsDouble() >= fault.probability()) {
                return false;
            }
            hits++;
            return true;
        }
    }
}

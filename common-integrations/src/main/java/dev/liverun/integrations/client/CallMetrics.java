package dev.liverun.integrations.client;

import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.outcome.CallOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts calls by purpose and outcome; no endpoint, host or status is a tag, so the number of series is fixed.
 *
 * <ul>
 *   <li>{@code liverun.calls} – latency of the deciding attempt, by purpose and outcome
 *   <li>{@code liverun.calls.budget.wait} – how long calls waited for their slots, by purpose
 *   <li>{@code liverun.calls.attempts} – attempts, by purpose
 *   <li>{@code liverun.calls.throttled} – answers that asked for a pause
 *   <li>{@code liverun.calls.throttle.listener.failures} – pauses that could not be told to others
 * </ul>
 */
public final class CallMetrics {

    private static final String[] CLASSES = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Purpose, Counter> attempts = new ConcurrentHashMap<>();
    private final Counter throttled;
    private final Counter listenerFailures;

    public CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.throttled = registry.counter("liverun.calls.throttled");
        this.listenerFailures = registry.counter("liverun.calls.throttle.listener.failures");
    }

    void called(Purpose purpose, CallOutcome outcome) {
        timer("liverun.calls", purpose, result(outcome))
                .record(outcome.timings().totalMicros(), TimeUnit.MICROSECONDS);
        timer("liverun.calls.budget.wait", purpose, "").record(outcome.queuedMicros(), TimeUnit.MICROSECONDS);
        attempts.computeIfAbsent(purpose, of -> registry.counter("liverun.calls.attempts", "purpose", tag(of)))
                .increment(outcome.attempts().size());
    }

    private static String result(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Answered answered) {
            return CLASSES[answered.status() >= 100 && answered.status() < 600 ? answered.status() / 100 : 0];
        }
        return outcome instanceof CallOutcome.Failed failed
                ? failed.kind().name().toLowerCase(Locale.ROOT)
                : "reached";
    }

    void throttled() {
        throttled.increment();
    }

    void listenerFailed() {
        listenerFailures.increment();
    }

    private Timer timer(String name, Purpose purpose, String outcome) {
        return timers.computeIfAbsent(name + purpose + outcome, key -> {
            Timer.Builder timer = Timer.builder(name).tag("purpose", tag(purpose));
            return (outcome.isEmpty() ? timer : timer.tag("outcome", outcome)).register(registry);
        });
    }

    private static String tag(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }
}

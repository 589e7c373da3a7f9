package dev.liverun.health.recording;

import dev.liverun.events.contract.HealthStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What operators see of checking. */
@ApplicationScoped
public class CheckMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<HealthStatus, Counter> made;
    private final Counter missed;
    private final Counter stale;
    private final Counter failures;
    private final Timer startDelay;
    private final DistributionSummary batch;

    public CheckMetrics(MeterRegistry registry) {
        this.registry = registry;
        made = Arrays.stream(HealthStatus.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        status -> Counter.builder("liverun.health.checks")
                                .description("Checks made and recorded, by observed status")
                                .tag("status", status.name())
                                .register(registry),
                        (one, other) -> one,
                        () -> new EnumMap<>(HealthStatus.class)));
        missed = Counter.builder("liverun.health.ticks.missed")
                .description("Ticks left out because the endpoint's last check was still running")
                .register(registry);
        stale = Counter.builder("liverun.health.checks.void")
                .description("Finished checks whose claim no longer held; not recorded")
                .register(registry);
        failures = Counter.builder("liverun.health.flush.failures")
                .description("Attempts to record checks that failed and were repeated")
                .register(registry);
        startDelay = Timer.builder("liverun.health.start.delay")
                .description("How much later than due checks started")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        batch = DistributionSummary.builder("liverun.health.flush.batch")
                .description("Checks recorded in one transaction")
                .register(registry);
        Gauge.builder("liverun.health.checks.under.way", underWay, AtomicInteger::doubleValue)
                .description("Checks of this replica that are not recorded yet")
                .register(registry);
    }

    public void underWay(int checks) {
        underWay.set(checks);
    }

    public void started(Duration late) {
        startDelay.record(late.isNegative() ? Duration.ZERO : late);
    }

    void recorded(Recorded one) {
        one.observation().ifPresent(seen -> {
            var counter = made.get(seen.status());
            if (counter != null) {
                counter.increment();
            }
        });
        missed.increment((double) one.missedTicks());
    }

    public void notMade(String cause) {
        Counter.builder("liverun.health.checks.not.made")
                .description("Checks that were due and not sent, by cause")
                .tag("cause", cause)
                .register(registry)
                .increment();
    }

    void flushed(int checks, int recorded) {
        batch.record(checks);
        stale.increment(checks - recorded);
    }

    void flushFailed() {
        failures.increment();
    }
}

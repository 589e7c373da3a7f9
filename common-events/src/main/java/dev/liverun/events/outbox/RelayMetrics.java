package dev.liverun.events.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of the outbox. */
class RelayMetrics {

    private final MeterRegistry registry;
    private final Timer batchTime;
    private final Counter relayed;
    private final Counter failures;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong oldestMillis = new AtomicLong();

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        batchTime = Timer.builder("liverun.outbox.relay.batch")
                .description("Time to read, send and delete one batch")
                .publishPercentileHistogram(false)
                .register(registry);
        relayed = Counter.builder("liverun.outbox.relayed")
                .description("Events that Kafka acknowledged")
                .register(registry);
        failures = Counter.builder("liverun.outbox.relay.failures")
                .description("Batches that failed and are read again")
                .register(registry);
        Gauge.builder("liverun.outbox.rows", rows, AtomicLong::doubleValue)
                .description("Events that wait to be published")
                .register(registry);
        Gauge.builder("liverun.outbox.oldest.age", oldestMillis, value -> value.doubleValue() / 1000)
                .description("Age of the oldest waiting event")
                .baseUnit("seconds")
                .register(registry);
    }

    Timer.Sample batchStarted() {
        return Timer.start(registry);
    }

    void batchRelayed(Timer.Sample started, int events) {
        if (events > 0) {
            started.stop(batchTime);
            relayed.increment(events);
        }
    }

    void failed() {
        failures.increment();
    }

    void observed(OutboxState state) {
        rows.set(state.rows());
        oldestMillis.set(state.oldestAge().toMillis());
    }
}

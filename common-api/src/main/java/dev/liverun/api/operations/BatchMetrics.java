package dev.liverun.api.operations;

import dev.liverun.flow.Batcher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many wait for a place in a transaction: for some time above zero means that the database does not keep up. */
public final class BatchMetrics {

    private BatchMetrics() {}

    /** @param of what is done together, for the label {@code of} */
    public static void count(Batcher<?, ?> batcher, String of, MeterRegistry registry) {
        Gauge.builder("liverun.batch.waiting", batcher, Batcher::waiting)
                .description("Requests that wait for a place in a transaction")
                .tag("of", of)
                .register(registry);
    }
}

package dev.liverun.events.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What operators see of consuming. */
@ApplicationScoped
class InboxMetrics {

    private final MeterRegistry registry;
    private final Counter unknownTypes;
    private final Counter deadLetters;
    private final Counter retries;

    InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        unknownTypes = Counter.builder("liverun.inbox.unknown.types")
                .description("Events of a type that this version does not know; acknowledged")
                .register(registry);
        deadLetters = Counter.builder("liverun.inbox.dead.letters")
                .description("Broken records that were set aside")
                .register(registry);
        retries = Counter.builder("liverun.inbox.retries")
                .description("Batches tried again because the database or the broker was away")
                .register(registry);
    }

    void applied(String view, int events, int duplicates) {
        counter("liverun.inbox.applied", "Events applied to a view", view).increment(events);
        if (duplicates > 0) {
            counter("liverun.inbox.duplicates", "Events skipped because a view has them already", view)
                    .increment(duplicates);
        }
    }

    void unknownType() {
        unknownTypes.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    void retried() {
        retries.increment();
    }

    private Counter counter(String name, String description, String view) {
        return Counter.builder(name).description(description).tag("view", view).register(registry);
    }
}

package dev.liverun.feedback.github.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Counts what GitHub did not do. */
@ApplicationScoped
public class FailureMetrics {

    private final MeterRegistry registry;

    FailureMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void register(@Observes StartupEvent event) {
        for (var kind : GitHubFailure.Kind.values()) {
            failures(kind);
        }
    }

    public void failed(GitHubFailure.Kind kind) {
        failures(kind).increment();
    }

    private Counter failures(GitHubFailure.Kind kind) {
        return Counter.builder("liverun.github.failures")
                .description("Calls that GitHub did not carry out, or perhaps not")
                .tag("kind", kind.name())
                .register(registry);
    }
}

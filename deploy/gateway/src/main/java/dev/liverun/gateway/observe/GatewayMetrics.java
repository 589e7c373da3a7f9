package dev.liverun.gateway.observe;

import dev.liverun.gateway.routing.Service;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What the gateway counts. Labels come from small closed sets, never from paths or callers. */
@Singleton
public class GatewayMetrics {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry registry;
    private final AtomicInteger webSockets = new AtomicInteger();

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("liverun.gateway.websockets", webSockets, AtomicInteger::get)
                .description("WebSockets that are open through the gateway")
                .register(registry);
    }

    /** One request that was passed on, from its arrival here to the last byte of its answer. */
    public void passedOn(Service service, String method, int status, long nanos) {
        Timer.builder("liverun.gateway.requests")
                .description("Requests passed on to a service, whole")
                .tag("service", service.label())
                .tag("method", METHODS.contains(method) ? method : "OTHER")
                .tag("outcome", status / 100 + "xx")
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** One request that the gateway answered itself, and why. */
    public void refused(String slug) {
        Counter.builder("liverun.gateway.refused")
                .description("Requests the gateway answered itself with a problem")
                .tag("problem", slug)
                .register(registry)
                .increment();
    }

    public void webSocketOpened() {
        webSockets.incrementAndGet();
    }

    public void webSocketClosed() {
        webSockets.decrementAndGet();
    }
}

package dev.liverun.health.throttle;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.integrations.Throttle;
import dev.liverun.integrations.ThrottleListener;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the other services when an endpoint throttles us. */
@ApplicationScoped
class ThrottlePublisher implements ThrottleListener {

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final String service;

    ThrottlePublisher(
            Transactions transactions,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.service = service;
    }

    @Override
    public Uni<Void> throttled(Throttle throttle) {
        var now = clock.instant();
        var event = Event.fact(
                Ids.next(), new EndpointThrottled(throttle.endpointId(), throttle.pausedUntil(), now, service), now);
        return transactions.onConnection(connection -> outbox.append(connection, List.of(event)));
    }
}

package dev.liverun.health.offline;

import dev.liverun.integrations.Auth;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a check that reached nobody speaks of its endpoint or of us. Checks report here what they reached; a host that
 * answers anything, even that it refuses, was reached. Used on the event loop of checking only.
 */
@ApplicationScoped
public class Connectivity {

    private static final Logger LOG = Logger.getLogger(Connectivity.class);
    private static final UUID REFERENCE = UUID.nameUUIDFromBytes(new byte[] {'r', 'e', 'f'});
    private static final int REFERENCE_PER_MINUTE = 6000;
    private static final Duration ASKED_AT_MOST_EVERY = Duration.ofSeconds(1);

    private final OfflineConfig config;
    private final IntegrationClient client;
    private final Evidence evidence;
    private final AtomicBoolean offline = new AtomicBoolean();
    private @Nullable Uni<Optional<Boolean>> asked;
    private long askedAt;

    Connectivity(OfflineConfig config, IntegrationClient client, MeterRegistry registry) {
        this.config = config;
        this.client = client;
        this.evidence = new Evidence(config.hosts());
        Gauge.builder("liverun.health.offline", offline, state -> state.get() ? 1 : 0)
                .description(
                        "1 while this replica takes itself for offline and records nothing that it could not reach")
                .register(registry);
    }

    /** Whether nothing came back: then it may be us. */
    public static boolean isOutOfReach(CallOutcome outcome) {
        if (!(outcome instanceof Failed failure)) {
            return false;
        }
        return failure.kind() == FailureKind.DNS
                || failure.kind() == FailureKind.CONNECT
                || failure.kind() == FailureKind.TIMEOUT;
    }

    /** Whether something came back. Of a call that was not made neither is true. */
    public static boolean isReached(CallOutcome outcome) {
        return !(outcome instanceof Failed failure) || failure.kind().remote() && !isOutOfReach(outcome);
    }

    /** An endpoint at this host was reached. */
    public void reached(String host) {
        evidence.reached(host, System.nanoTime());
        now(false);
    }

    /**
     * Whether it is us who are offline, when an endpoint at this host was out of reach.
     *
     * @param startedNanos when its check started
     */
    public Uni<Boolean> isOurs(String host, long startedNanos, Executor eventLoop) {
        evidence.outOfReach(host);
        if (evidence.reachedAnotherSince(host, startedNanos)) {
            return Uni.createFrom().item(false);
        }
        return reference(eventLoop)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(!known.get())
                        : byOthers(host, startedNanos, eventLoop))
                .invoke(this::now);
    }

    private Uni<Boolean> byOthers(String host, long startedNanos, Executor eventLoop) {
        if (evidence.everybodyIsOutOfReach()) {
            return Uni.createFrom().item(true);
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.settle())
                .emitOn(eventLoop)
                .map(waited -> !evidence.reachedAnotherSince(host, startedNanos) && evidence.everybodyIsOutOfReach());
    }

    /** Whether the reference is reached; empty when there is none, or when it could not be asked. */
    private Uni<Optional<Boolean>> reference(Executor eventLoop) {
        if (config.reference().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        long now = System.nanoTime();
        var known = asked;
        if (known != null && now - askedAt < ASKED_AT_MOST_EVERY.toNanos()) {
            return known;
        }
        askedAt = now;
        var url = URI.create(config.reference().get());
        var question = client.call(
                        new Target(REFERENCE, url, Auth.none(), config.timeout(), 0, REFERENCE_PER_MINUTE, true),
                        OutgoingRequest.to("GET", url.toString())
                                .purpose(Purpose.HEALTH_CHECK)
                                .reach(Reach.CONNECTION)
                                .maxWait(config.timeout())
                                .build())
                .emitOn(eventLoop)
                .map(outcome -> isReached(outcome)
                        ? Optional.of(true)
                        : isOutOfReach(outcome) ? Optional.of(false) : Optional.<Boolean>empty())
                .memoize()
                .indefinitely();
        asked = question;
        return question;
    }

    private void now(boolean isOffline) {
        if (offline.compareAndSet(!isOffline, isOffline)) {
            LOG.warn(
                    isOffline
                            ? "We are offline: checks that reach nobody are not recorded until somebody is reached"
                            : "We are online");
        }
    }
}

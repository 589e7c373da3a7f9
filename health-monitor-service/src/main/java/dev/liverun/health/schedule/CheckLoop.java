package dev.liverun.health.schedule;

import dev.liverun.events.Ids;
import dev.liverun.health.check.Classifier;
import dev.liverun.health.check.Verdict;
import dev.liverun.health.offline.Connectivity;
import dev.liverun.health.offline.Whose;
import dev.liverun.health.recording.CheckFlusher;
import dev.liverun.health.recording.CheckMetrics;
import dev.liverun.health.recording.CheckRecorder;
import dev.liverun.health.recording.FinishedCheck;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.Throttle;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.redaction.Redactor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica's share of checking: keeps the lease, claims what is due, checks it at its time, and has it written. All
 * of it happens on one event loop, so that nothing here needs a lock; nothing waits for whoever listens to the results.
 */
@ApplicationScoped
class CheckLoop {

    private static final Logger LOG = Logger.getLogger(CheckLoop.class);

    private static final Duration TICK = Duration.ofMillis(250);

    private final Vertx vertx;
    private final SchedulerConfig config;
    private final ReplicaLease lease;
    private final Claims claims;
    private final IntegrationClient client;
    private final Connectivity connectivity;
    private final Redactor redactor;
    private final CheckMetrics metrics;
    private final Context eventLoop;
    private final CheckFlusher flusher;

    private record Held(UUID endpoint, long epoch) {}

    private final List<Long> timers = new ArrayList<>();
    private final Map<UUID, Consumer<Settlement>> asked = new HashMap<>();
    /** What this replica has claimed and not settled yet; an endpoint that changed meanwhile is there twice. */
    private final Set<Held> held = new HashSet<>();

    private boolean claiming;
    private boolean beating;
    private boolean struggling;
    private @Nullable Long leaseEnds;

    CheckLoop(
            Vertx vertx,
            SchedulerConfig config,
            ReplicaLease lease,
            Claims claims,
            IntegrationClient client,
            Connectivity connectivity,
            Redactor redactor,
            CheckRecorder recorder,
            CheckMetrics metrics) {
        this.vertx = vertx;
        this.config = config;
        this.lease = lease;
        this.claims = claims;
        this.client = client;
        this.connectivity = connectivity;
        this.redactor = redactor;
        this.metrics = metrics;
        this.eventLoop = vertx.getOrCreateContext();
        this.flusher = new CheckFlusher(recorder, metrics, config.flushBatch(), this::onLoop, this::settled);
    }

    void start(@Observes StartupEvent event) {
        onLoop(() -> {
            beat();
            every(config.lease().dividedBy(3), this::beat);
            every(config.flushEvery(), flusher::flush);
            every(Claims.STRAY_AFTER, this::freeStrays);
            every(TICK, connectivity::tick);
            if (config.enabled()) {
                every(config.claimEvery(), this::claimDue);
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        onLoop(() -> timers.forEach(vertx::cancelTimer));
        try {
            lease.end()
                    .subscribeAsCompletionStage()
                    .orTimeout(2, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.debug("The lease could not be ended; it runs out by itself", e);
        }
    }

    /**
     * Checks a claimed endpoint, now. From any thread.
     *
     * @param settlement called on the event loop once the check is written, or not made
     */
    void check(Claim claim, Consumer<Settlement> settlement) {
        onLoop(() -> {
            hold(claim);
            run(claim, settlement);
        });
    }

    private void beat() {
        if (beating) {
            return;
        }
        beating = true;
        long asked = System.nanoTime();
        lease.beat(config.lease())
                .emitOn(this::onLoop)
                .subscribe()
                .with(
                        kept -> {
                            beating = false;
                            leaseEnds = asked + config.lease().toNanos();
                        },
                        failure -> {
                            beating = false;
                            struggle("The lease cannot be renewed", failure);
                        });
    }

    private void claimDue() {
        int free = config.slots() - held.size();
        if (claiming || free <= 0 || !leased()) {
            return;
        }
        claiming = true;
        claims.due(lease.id(), config.lookAhead(), Math.min(free, config.claimBatch()))
                .emitOn(this::onLoop)
                .subscribe()
                .with(
                        claimed -> {
                            claiming = false;
                            struggling = false;
                            claimed.forEach(this::runAtItsTime);
                        },
                        failure -> {
                            claiming = false;
                            struggle("Due endpoints cannot be claimed", failure);
                        });
    }

    private boolean leased() {
        var end = leaseEnds;
        return end != null && System.nanoTime() - end < 0;
    }

    private void hold(Claim claim) {
        held.add(new Held(claim.check().endpointId(), claim.epoch()));
        metrics.underWay(held.size());
    }

    /** A claim whose answer got lost on the way from the database would be nobody's for as long as this process lives. */
    private void freeStrays() {
        claims.freeStrays(lease.id(), held.stream().map(Held::endpoint).toList())
                .subscribe()
                .with(
                        freed -> LOG.debugf("%d stray claims freed", freed),
                        failure -> LOG.debugf("Stray claims are looked for again later: %s", failure));
    }

    private void runAtItsTime(Claim claim) {
        hold(claim);
        long due = System.nanoTime() + claim.dueIn().toNanos();
        // Rounded up: never before its time.
        long wait = (claim.dueIn().toNanos() + 999_999) / 1_000_000;
        Runnable start = () -> {
            metrics.started(Duration.ofNanos(System.nanoTime() - due));
            run(claim, nobody -> {});
        };
        if (wait > 0) {
            vertx.setTimer(wait, timer -> start.run());
        } else {
            start.run();
        }
    }

    private void run(Claim claim, Consumer<Settlement> settlement) {
        var id = Ids.next();
        asked.put(id, settlement);
        long started = System.nanoTime();
        var check = claim.check();
        Uni.createFrom()
                .deferred(() -> client.call(check.target(), check.request(config.maxWait())))
                .emitOn(this::onLoop)
                .subscribe()
                .with(outcome -> finished(id, claim, started, outcome), failure -> {
                    LOG.errorf(failure, "A check of endpoint %s could not be made", check.endpointId());
                    finished(
                            id,
                            claim,
                            started,
                            new Verdict.NotMade("INTERNAL", "The check failed on our side."),
                            Optional.empty());
                });
    }

    private void finished(UUID id, Claim claim, long started, CallOutcome outcome) {
        if (Connectivity.isSilent(outcome)) {
            connectivity
                    .whose(claim.check(), outcome, started, this::onLoop)
                    .onFailure()
                    .invoke(failure -> LOG.errorf(
                            failure,
                            "Whose the silence of endpoint %s is could not be found out",
                            claim.check().endpointId()))
                    .onFailure()
                    .recoverWithItem(Whose.UNCLEAR)
                    .subscribe()
                    .with(whose -> finished(id, claim, started, verdict(claim, outcome, whose), outcome.throttle()));
            return;
        }
        if (Connectivity.isHeard(outcome)) {
            connectivity.heard(claim.check(), outcome);
        }
        finished(id, claim, started, verdict(claim, outcome), outcome.throttle());
    }

    private Verdict verdict(Claim claim, CallOutcome outcome) {
        return Classifier.classify(outcome, claim.check().definition(), redactor);
    }

    private Verdict verdict(Claim claim, CallOutcome outcome, Whose whose) {
        return switch (whose) {
            case THEIRS -> verdict(claim, outcome);
            case OURS -> Verdict.NotMade.OFFLINE;
            case UNCLEAR -> Verdict.NotMade.UNCLEAR;
        };
    }

    private void finished(UUID id, Claim claim, long started, Verdict verdict, Optional<Throttle> throttle) {
        if (verdict instanceof Verdict.NotMade notMade) {
            metrics.notMade(notMade.cause());
        }
        flusher.add(new FinishedCheck(id, claim.check().endpointId(), claim.epoch(), started, verdict, throttle));
    }

    private void settled(FinishedCheck check, boolean written) {
        held.remove(new Held(check.endpointId(), check.epoch()));
        metrics.underWay(held.size());
        var waiting = asked.remove(check.id());
        if (waiting != null) {
            waiting.accept(Settlement.of(check, written));
        }
    }

    private void struggle(String what, Throwable failure) {
        if (!struggling) {
            struggling = true;
            LOG.warnf("%s; trying again: %s", what, failure);
        }
    }

    private void every(Duration period, Runnable work) {
        timers.add(vertx.setPeriodic(period.toMillis(), timer -> work.run()));
    }

    private void onLoop(Runnable work) {
        eventLoop.runOnContext(now -> work.run());
    }
}

package dev.liverun.health.offline;

import dev.liverun.health.check.EndpointCheck;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Way;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.NetUtil;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tells whether a check that was met with silence speaks of its endpoint or of us. It is held against the endpoint only when
 * something shows that the network was there, while the check was made and after it. Whoever answers anything, even that it
 * refuses, was heard. Used on the event loop of checking only.
 */
@ApplicationScoped
public class Connectivity {

    private static final Logger LOG = Logger.getLogger(Connectivity.class);

    /** What those who were asked say. */
    private enum Said {
        HEARD,
        SILENT,
        NOTHING
    }

    private final OfflineConfig config;
    private final LongSupplier nanos;
    private final Witnesses witnesses;
    private final Evidence evidence;
    private final Map<Way, Set<UniEmitter<? super Said>>> waiting = new EnumMap<>(Way.class);
    private final AtomicBoolean offline = new AtomicBoolean();

    @Inject
    Connectivity(OfflineConfig config, IntegrationClient client, MeterRegistry registry) {
        this(config, client, registry, System::nanoTime);
    }

    Connectivity(OfflineConfig config, IntegrationClient client, MeterRegistry registry, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
        this.witnesses = new Witnesses(config, client);
        this.evidence = new Evidence(config.stoodStill());
        Gauge.builder("liverun.health.offline", offline, state -> state.get() ? 1 : 0)
                .description(
                        "1 while this replica takes itself for offline and records nothing that it could not reach")
                .register(registry);
    }

    /** Whether nothing came back: then it may be us. */
    public static boolean isSilent(CallOutcome outcome) {
        return outcome instanceof Failed failure
                && (failure.kind().remote() || failure.kind() == FailureKind.CREDENTIAL)
                && !failure.contact().heard();
    }

    /** Whether something came back. Of a call that was not made neither is true. */
    public static boolean isHeard(CallOutcome outcome) {
        return !(outcome instanceof Failed failure)
                || failure.kind().remote() && failure.contact().heard();
    }

    /** The event loop runs; to be called several times a second. */
    public void tick() {
        evidence.tick(nanos.getAsLong());
    }

    /** As after a start: nobody was heard yet who could be asked. */
    void forgetWitnesses() {
        witnesses.forget();
    }

    /** Something came back from this endpoint. */
    public void heard(EndpointCheck check, CallOutcome outcome) {
        var way = outcome.contact().way();
        witnesses.heard(check, way, nanos.getAsLong());
        heard(way);
        if (way != Way.NAMES && !outcome.timings().reused() && isName(check.host())) {
            evidence.resolved(nanos.getAsLong());
        }
        announce();
    }

    /** An address, and what means this machine, are connected to without a resolver. */
    private static boolean isName(String host) {
        return !host.equalsIgnoreCase("localhost") && NetUtil.createByteArrayFromIpAddressString(host) == null;
    }

    /**
     * Whose it is that this check was met with silence.
     *
     * @param started when it started, by {@link System#nanoTime()}
     */
    public Uni<Whose> whose(EndpointCheck check, CallOutcome outcome, long started, Executor eventLoop) {
        var silence = new Silence(check, (Failed) outcome, started, nanos.getAsLong());
        witnesses.silent(silence.host());
        if (evidence.stoodStillSince(started, silence.ended())) {
            return said(Whose.OURS);
        }
        return switch (silence.way()) {
            case LOOPBACK -> said(Whose.THEIRS);
            case NAMES -> ofAName(silence, eventLoop);
            case INNER, OUTER, PROXY, NONE -> ofAHost(silence, eventLoop);
        };
    }

    private Uni<Whose> ofAHost(Silence silence, Executor eventLoop) {
        var way = silence.way();
        boolean steady = evidence.wasSteady(way, silence.started(), silence.ended());
        return heardSoon(way, eventLoop)
                .chain(heard -> heard == Said.HEARD ? Uni.createFrom().item(heard) : vouched(silence, eventLoop))
                .chain(said -> switch (said) {
                    case HEARD ->
                        hitBy(silence) ? said(Whose.OURS) : steady ? said(Whose.THEIRS) : onceMore(silence, eventLoop);
                    case SILENT -> cut(way);
                    case NOTHING -> said(evidence.isCut(way) ? Whose.OURS : Whose.UNCLEAR);
                });
    }

    /** Nobody knows what the network did during the check; but it is there now. */
    private Uni<Whose> onceMore(Silence silence, Executor eventLoop) {
        return witnesses.check(silence.check(), eventLoop).chain(again -> {
            if (saying(silence.way(), again) != Said.SILENT) {
                return said(Whose.UNCLEAR);
            }
            return vouched(silence, eventLoop)
                    .map(said -> said == Said.HEARD && !hitBy(silence) ? Whose.THEIRS : Whose.UNCLEAR);
        });
    }

    /** Who else is heard on that way; where nobody can be asked, the host itself, if it takes connections. */
    private Uni<Said> vouched(Silence silence, Executor eventLoop) {
        var way = silence.way();
        return askOthers(way, eventLoop)
                .chain(said -> said != Said.NOTHING || !silence.wasConnected() || evidence.isCut(way)
                        ? Uni.createFrom().item(said)
                        : witnesses
                                .connection(silence.check(), silence.timeout(), eventLoop)
                                .map(outcome -> saying(way, outcome) == Said.HEARD ? Said.HEARD : Said.NOTHING));
    }

    /** The resolver is asked for what only others can know; then for the name again, which it may have by now. */
    private Uni<Whose> ofAName(Silence silence, Executor eventLoop) {
        var check = silence.check();
        return witnesses
                .unheardOfName(check, silence.host(), eventLoop)
                .map(outcome -> saying(Way.NAMES, outcome))
                .chain(said -> switch (said) {
                    case HEARD ->
                        witnesses
                                .name(check, silence.host(), silence.timeout(), eventLoop)
                                .map(again -> isSilent(again) && !hitBy(silence) ? Whose.THEIRS : Whose.UNCLEAR);
                    case SILENT -> cut(Way.NAMES);
                    case NOTHING -> said(Whose.UNCLEAR);
                });
    }

    /** An outage of ours was over only after the check had begun. */
    private boolean hitBy(Silence silence) {
        return evidence.wasCutSince(silence.way(), silence.started());
    }

    private Uni<Said> askOthers(Way way, Executor eventLoop) {
        List<Uni<CallOutcome>> asked = witnesses.ask(way, nanos.getAsLong(), eventLoop);
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Said.NOTHING);
        }
        return Uni.join().all(asked).andFailFast().emitOn(eventLoop).map(outcomes -> outcomes.stream()
                .map(outcome -> saying(way, outcome))
                .min(Enum::compareTo)
                .orElse(Said.NOTHING));
    }

    /** Who cannot be found because no name can, is silent as well. */
    private Said saying(Way way, CallOutcome outcome) {
        var where = outcome.contact().way();
        if (isSilent(outcome)) {
            return where == way || where == Way.NAMES ? Said.SILENT : Said.NOTHING;
        }
        if (!isHeard(outcome)) {
            return Said.NOTHING;
        }
        heard(where);
        announce();
        return where == way ? Said.HEARD : Said.NOTHING;
    }

    /** Whether somebody else is heard on that way without being asked. */
    private Uni<Said> heardSoon(Way way, Executor eventLoop) {
        var there = waiting.computeIfAbsent(way, none -> ConcurrentHashMap.newKeySet());
        return Uni.createFrom()
                .<Said>emitter(emitter -> {
                    there.add(emitter);
                    // By ifNoItem() the time may be over before whoever waits is known to the one who tells.
                    var timer = Infrastructure.getDefaultWorkerPool()
                            .schedule(
                                    () -> emitter.complete(Said.NOTHING),
                                    config.settle().toMillis(),
                                    TimeUnit.MILLISECONDS);
                    emitter.onTermination(() -> {
                        there.remove(emitter);
                        timer.cancel(false);
                    });
                })
                .emitOn(eventLoop);
    }

    private void heard(Way way) {
        evidence.heard(way, nanos.getAsLong());
        var there = waiting.computeIfAbsent(way, none -> ConcurrentHashMap.newKeySet());
        if (!there.isEmpty()) {
            var all = List.copyOf(there);
            there.clear();
            all.forEach(emitter -> emitter.complete(Said.HEARD));
        }
    }

    private Uni<Whose> cut(Way way) {
        evidence.cut(way);
        announce();
        return said(Whose.OURS);
    }

    private static Uni<Whose> said(Whose whose) {
        return Uni.createFrom().item(whose);
    }

    private void announce() {
        boolean now = evidence.isAnyCut();
        if (offline.compareAndSet(!now, now)) {
            LOG.warn(
                    now
                            ? "We are offline: checks that reach nobody are not recorded until somebody is reached"
                            : "We are online");
        }
    }
}

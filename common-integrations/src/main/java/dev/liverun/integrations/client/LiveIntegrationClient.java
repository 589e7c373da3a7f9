package dev.liverun.integrations.client;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.CallGate;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.Throttle;
import dev.liverun.integrations.ThrottleListener;
import dev.liverun.integrations.budget.RateBudget;
import dev.liverun.integrations.client.Sender.Sending;
import dev.liverun.integrations.credentials.Authorizer;
import dev.liverun.integrations.credentials.Secrets;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.http.HttpWire;
import dev.liverun.integrations.http.Stopwatch;
import dev.liverun.integrations.http.WireException;
import dev.liverun.integrations.http.WireRequest;
import dev.liverun.integrations.http.WireResponse;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.redaction.KnownSecrets;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Makes calls on the caller's event loop, over connections that are kept per event loop. */
public final class LiveIntegrationClient implements IntegrationClient {

    private static final Logger LOG = Logger.getLogger(LiveIntegrationClient.class);
    private static final int KEPT_OF_A_TOKEN_ANSWER = 64 * 1024;

    private final VertxInternal vertx;
    private final Clock clock;
    private final CallSettings settings;
    private final RateBudget budget;
    private final Sender sender;
    private final Authorizer authorizer;
    private final Backoff backoff;
    private final List<CallGate> gates;
    private final List<ThrottleListener> listeners;
    private final CallMetrics metrics;

    public LiveIntegrationClient(
            Vertx vertx,
            Clock clock,
            CallSettings settings,
            EgressPolicy policy,
            HttpWire wire,
            RateBudget budget,
            Secrets secrets,
            KnownSecrets known,
            List<CallGate> gates,
            List<ThrottleListener> listeners,
            CallMetrics metrics) {
        this.vertx = (VertxInternal) vertx;
        this.clock = clock;
        this.settings = settings;
        this.budget = budget;
        this.sender = new Sender(policy, budget, wire);
        this.authorizer = new Authorizer(secrets, this::postToTokenEndpoint, known, clock);
        this.backoff = new Backoff(settings.backoffBase(), settings.backoffMax(), () -> ThreadLocalRandom.current()
                .nextDouble());
        this.gates = List.copyOf(gates);
        this.listeners = List.copyOf(listeners);
        this.metrics = metrics;
    }

    @Override
    public Uni<CallOutcome> call(Target target, OutgoingRequest request) {
        return Uni.createFrom().deferred(() -> {
            ContextInternal caller = vertx.getOrCreateContext();
            EventLoop eventLoop = caller.nettyEventLoop();
            return onLoop(eventLoop, () -> new Call(this, target, request, eventLoop).run())
                    .invoke(outcome -> metrics.called(request.purpose(), outcome))
                    .emitOn(task -> caller.emit(task, Runnable::run));
        });
    }

    /** Subscribes, and cancels, on the event loop: so a call's state needs no lock and no connection gets lost. */
    private static <T> Uni<T> onLoop(EventLoop eventLoop, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> eventLoop.execute(() -> {
                    AtomicBoolean over = new AtomicBoolean();
                    Cancellable running = work.get()
                            .onTermination()
                            .invoke(() -> over.set(true))
                            .subscribe()
                            .with(emitter::complete, emitter::fail);
                    emitter.onTermination(() -> {
                        if (!over.get()) {
                            eventLoop.execute(running::cancel);
                        }
                    });
                }));
    }

    @Override
    public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
        return budget.pauseUntil(endpointId, until);
    }

    /** Under the target's budget and timeout, on the event loop of whoever needed the token first. */
    private Uni<WireResponse> postToTokenEndpoint(Target target, URI url, Headers headers, String form) {
        return Uni.createFrom().deferred(() -> {
            Stopwatch stopwatch = new Stopwatch(System::nanoTime, target.timeout());
            Sending sending = new Sending(
                    target,
                    false,
                    stopwatch,
                    settings::maxWait,
                    Optional::empty,
                    vertx.getOrCreateContext().nettyEventLoop());
            return Uni.createFrom()
                    .deferred(() -> sender.send(
                            new WireRequest(
                                    "POST", url, withDefaults(headers), Body.utf8(form), KEPT_OF_A_TOKEN_ANSWER),
                            sending))
                    .onFailure(WireException.class)
                    .transform(failure -> ((WireException) failure).on(stopwatch.way()))
                    .runSubscriptionOn(sending.onLoop());
        });
    }

    Headers withDefaults(Headers headers) {
        Headers named = headers.contains("User-Agent") ? headers : headers.with("User-Agent", settings.userAgent());
        return named.contains("Accept") ? named : named.with("Accept", "*/*");
    }

    /** Keeps the pause that an answer asks for, and tells the listeners. */
    Optional<Throttle> throttled(Target target, WireResponse response) {
        int status = response.status();
        if (status != 429 && status != 503) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Duration> requested = RetryAfter.in(response.headers(), now);
        if (status == 503 && requested.isEmpty()) {
            return Optional.empty();
        }
        Duration asked = requested.orElse(settings.defaultPause());
        Duration pause = asked.compareTo(settings.maxPause()) > 0 ? settings.maxPause() : asked;
        Throttle throttle = new Throttle(target.endpointId(), now.plus(pause), status, requested.isPresent());
        metrics.throttled();
        budget.pauseUntil(throttle.endpointId(), throttle.pausedUntil())
                .subscribe()
                .with(
                        kept -> LOG.debugf("Paused %s until %s", throttle.endpointId(), throttle.pausedUntil()),
                        failure -> LOG.warnf(
                                failure, "The pause of %s is kept by this replica only", throttle.endpointId()));
        for (ThrottleListener listener : listeners) {
            tell(listener, throttle);
        }
        return Optional.of(throttle);
    }

    private void tell(ThrottleListener listener, Throttle throttle) {
        Uni.createFrom()
                .deferred(() -> listener.throttled(throttle))
                .subscribe()
                .with(told -> LOG.debugf("Told others about the pause of %s", throttle.endpointId()), failure -> {
                    metrics.listenerFailed();
                    LOG.warnf(failure, "The pause of %s could not be told to others", throttle.endpointId());
                });
    }

    Clock clock() {
        return clock;
    }

    CallSettings settings() {
        return settings;
    }

    Sender sender() {
        return sender;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    Backoff backoff() {
        return backoff;
    }

    List<CallGate> gates() {
        return gates;
    }
}

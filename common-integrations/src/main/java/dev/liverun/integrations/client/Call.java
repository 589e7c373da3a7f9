package dev.liverun.integrations.client;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Reach;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.Throttle;
import dev.liverun.integrations.client.Sender.Reached;
import dev.liverun.integrations.client.Sender.Sending;
import dev.liverun.integrations.credentials.Authorization;
import dev.liverun.integrations.http.Stopwatch;
import dev.liverun.integrations.http.WireException;
import dev.liverun.integrations.http.WireRequest;
import dev.liverun.integrations.http.WireResponse;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.Contact;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call with all of its attempts. Confined to one event loop. */
final class Call {

    /** Answers that another attempt may change. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final LiveIntegrationClient client;
    private final Target target;
    private final OutgoingRequest request;
    private final EventLoop eventLoop;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private Duration waited = Duration.ZERO;
    private Optional<Throttle> throttle = Optional.empty();
    private @Nullable Decision decision;

    Call(LiveIntegrationClient client, Target target, OutgoingRequest request, EventLoop eventLoop) {
        this.client = client;
        this.target = target;
        this.request = request;
        this.eventLoop = eventLoop;
    }

    /** What the remote side made of the latest attempt that reached it. */
    private interface Decision {
        CallOutcome outcome();
    }

    Uni<CallOutcome> run() {
        return attempt();
    }

    private Uni<CallOutcome> attempt() {
        Stopwatch stopwatch = new Stopwatch(System::nanoTime, target.timeout());
        Try current = new Try(stopwatch, client.clock().instant(), new ArrayList<>(0));
        if (!request.reach().sendsRequest()) {
            return reach(current);
        }
        return Uni.createFrom().deferred(() -> send(current)).onItemOrFailure().transformToUni((response, failure) -> {
            Phase endedIn = stopwatch.phase();
            PhaseTimings timings = timings(stopwatch);
            return failure == null ? answered(current, response, timings) : failed(current, failure, endedIn, timings);
        });
    }

    private PhaseTimings timings(Stopwatch stopwatch) {
        PhaseTimings timings = stopwatch.timings();
        waited = waited.plusNanos(timings.queueMicros() * 1000);
        return timings;
    }

    /** Goes no further than it is to: no request is sent. */
    private Uni<CallOutcome> reach(Try current) {
        return Uni.createFrom()
                .deferred(() -> {
                    Optional<WireException> stopped = stopped();
                    Optional<URI> url = Urls.requested(target.baseUrl(), request.url());
                    return stopped.isPresent()
                            ? Uni.createFrom().<Reached>failure(stopped.get())
                            : url.map(where -> client.sender().reach(where, request.reach(), sending(current)))
                                    .orElseGet(() -> Uni.createFrom().failure(notAUrl()));
                })
                .onItemOrFailure()
                .transformToUni((reached, failure) -> {
                    Phase endedIn = current.stopwatch.phase();
                    PhaseTimings timings = timings(current.stopwatch);
                    return failure == null
                            ? reached(current, reached, endedIn, timings)
                            : failed(current, failure, endedIn, timings);
                });
    }

    private Uni<CallOutcome> reached(Try current, Reached reached, Phase endedIn, PhaseTimings timings) {
        attempts.add(new Attempt(
                attempts.size() + 1,
                current.startedAt,
                OptionalInt.empty(),
                Optional.empty(),
                endedIn,
                "",
                timings,
                heard(current)));
        decision = () -> new CallOutcome.Reached(reached.addresses(), timings, attempts, throttle, reached.tls());
        return over();
    }

    private static Contact heard(Try current) {
        return new Contact(current.stopwatch.way(), true);
    }

    private static WireException notAUrl() {
        return new WireException(FailureKind.POLICY, "The request's URL is not one that can be called");
    }

    private record Try(Stopwatch stopwatch, Instant startedAt, List<URI> redirects) {}

    private Uni<WireResponse> send(Try current) {
        Optional<WireException> stopped = stopped();
        if (stopped.isPresent()) {
            return Uni.createFrom().failure(stopped.get());
        }
        Optional<URI> url = Urls.requested(target.baseUrl(), request.url());
        if (url.isEmpty()) {
            return Uni.createFrom().failure(notAUrl());
        }
        WireRequest plain = new WireRequest(
                request.method(),
                url.get(),
                client.withDefaults(request.headers()),
                request.body(),
                request.keepBytes().orElse(client.settings().keepBytes()),
                request.reach() == Reach.WEBSOCKET);
        return request.authenticated() && url.get().getHost() != null && Urls.sameOrigin(target.baseUrl(), url.get())
                ? authenticated(plain, current)
                : follow(plain, current);
    }

    private Uni<WireResponse> authenticated(WireRequest plain, Try current) {
        current.stopwatch.enter(Phase.AUTH);
        return client.authorizer()
                .authorize(target)
                .emitOn(sending(current).onLoop())
                .chain(authorization -> authorization
                        .filter(header -> !plain.headers().contains(header.header()))
                        .map(header -> follow(with(header, plain), current)
                                .chain(response -> response.status() == 401 && current.redirects.size() == 1
                                        ? onceMore(plain, header, response, current)
                                        : Uni.createFrom().item(response)))
                        .orElseGet(() -> follow(plain, current)));
    }

    /** The endpoint did not take the request, so that sending it again with a newer token repeats nothing. */
    private Uni<WireResponse> onceMore(WireRequest plain, Authorization refused, WireResponse answer, Try current) {
        current.stopwatch.enter(Phase.AUTH);
        return client.authorizer()
                .afterRefusal(target, refused)
                .emitOn(sending(current).onLoop())
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(renewed -> {
                    if (renewed.isEmpty()) {
                        return Uni.createFrom().item(answer);
                    }
                    current.redirects.clear();
                    return follow(with(renewed.get(), plain), current);
                });
    }

    private static WireRequest with(Authorization authorization, WireRequest plain) {
        return plain.with(plain.headers().with(authorization.header(), authorization.value()));
    }

    private Uni<WireResponse> follow(WireRequest message, Try current) {
        return client.sender().send(message, sending(current)).chain(response -> {
            Optional<WireRequest> next = current.redirects.size() < request.redirectLimit()
                    ? Redirects.next(message, response, target.auth())
                    : Optional.empty();
            current.redirects.add(message.url());
            return next.map(hop -> follow(hop, current))
                    .orElseGet(() -> Uni.createFrom().item(response));
        });
    }

    private Sending sending(Try current) {
        return new Sending(
                target, request.repeatable(), current.stopwatch, () -> waitLeft(current), this::stopped, eventLoop);
    }

    private Duration waitLeft(Try current) {
        return maxWait().minus(waited).minusNanos(current.stopwatch.timings().queueMicros() * 1000);
    }

    private Duration maxWait() {
        return request.maxWait().orElse(client.settings().maxWait());
    }

    private Optional<WireException> stopped() {
        if (!target.enabled()) {
            return Optional.of(new WireException(FailureKind.DISABLED, "The endpoint is disabled"));
        }
        return client.gates().stream()
                .flatMap(gate -> gate.refusal(target, request).stream())
                .findFirst()
                .map(reason -> new WireException(FailureKind.HALTED, reason));
    }

    private Uni<CallOutcome> answered(Try current, WireResponse response, PhaseTimings timings) {
        attempts.add(new Attempt(
                attempts.size() + 1,
                current.startedAt,
                OptionalInt.of(response.status()),
                Optional.empty(),
                Phase.TRANSFER,
                "",
                timings,
                heard(current)));
        List<URI> urls = current.redirects;
        decision = () -> new CallOutcome.Answered(
                response.status(),
                response.headers(),
                response.body(),
                urls.get(urls.size() - 1),
                response.httpVersion(),
                urls.subList(0, urls.size() - 1),
                timings,
                attempts,
                throttle,
                response.tls());
        Optional<Throttle> asked = client.throttled(target, response);
        throttle = asked.or(() -> throttle);
        Duration pause = asked.map(pausing -> Duration.between(client.clock().instant(), pausing.pausedUntil()))
                .orElse(Duration.ZERO);
        return PASSING.contains(response.status()) && request.repeatable() ? again(pause) : over();
    }

    private Uni<CallOutcome> failed(Try current, Throwable failure, Phase endedIn, PhaseTimings timings) {
        Failure reason = Failure.of(failure, current.stopwatch.way());
        attempts.add(new Attempt(
                attempts.size() + 1,
                current.startedAt,
                OptionalInt.empty(),
                Optional.of(reason.kind()),
                endedIn,
                reason.message(),
                timings,
                reason.contact()));
        if (reason.kind().remote() || decision == null) {
            decision = () -> new CallOutcome.Failed(
                    reason.kind(), endedIn, reason.message(), timings, attempts, throttle, reason.tls());
        }
        boolean safe = request.repeatable() || endedIn.beforeSending() && current.redirects.isEmpty();
        return reason.passing() && safe ? again(Duration.ZERO) : over();
    }

    /** Tries once more, if there is an attempt and time left. */
    private Uni<CallOutcome> again(Duration pause) {
        Duration backoff = client.backoff().after(attempts.size());
        Duration wait = backoff.compareTo(pause) > 0 ? backoff : pause;
        if (attempts.size() > target.retryAttempts() || waited.plus(wait).compareTo(maxWait()) > 0) {
            return over();
        }
        waited = waited.plus(wait);
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .onExecutor(eventLoop)
                .by(wait.isZero() ? Duration.ofNanos(1) : wait)
                .chain(this::attempt);
    }

    private Uni<CallOutcome> over() {
        Decision made = decision;
        if (made == null) {
            throw new IllegalStateException("A call without attempts cannot be over");
        }
        return Uni.createFrom().item(made.outcome());
    }
}

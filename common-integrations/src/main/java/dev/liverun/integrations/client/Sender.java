package dev.liverun.integrations.client;

import dev.liverun.integrations.Reach;
import dev.liverun.integrations.Target;
import dev.liverun.integrations.budget.RateBudget;
import dev.liverun.integrations.budget.Slot;
import dev.liverun.integrations.egress.EgressPolicy;
import dev.liverun.integrations.http.Connection;
import dev.liverun.integrations.http.HttpWire;
import dev.liverun.integrations.http.Origin;
import dev.liverun.integrations.http.Stopwatch;
import dev.liverun.integrations.http.WireException;
import dev.liverun.integrations.http.WireRequest;
import dev.liverun.integrations.http.WireResponse;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.TlsDetails;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Sends one message: policy, slot, connection, exchange. Every request that leaves the process comes through here. */
final class Sender {

    private final EgressPolicy policy;
    private final RateBudget budget;
    private final HttpWire wire;

    Sender(EgressPolicy policy, RateBudget budget, HttpWire wire) {
        this.policy = policy;
        this.budget = budget;
        this.wire = wire;
    }

    /**
     * What a message is sent with.
     *
     * @param repeatable whether it may be sent again on a new connection when a kept one turns out to be closed
     * @param waitLeft how long it may wait for a slot, asked when it has to
     * @param gate asked immediately before the request is sent: why it must not be
     */
    record Sending(
            Target target,
            boolean repeatable,
            Stopwatch stopwatch,
            Supplier<Duration> waitLeft,
            Supplier<Optional<WireException>> gate,
            EventLoop eventLoop) {

        /** Continues on the event loop, at once when it is there already. */
        Executor onLoop() {
            return task -> {
                if (eventLoop.inEventLoop()) {
                    task.run();
                } else {
                    eventLoop.execute(task);
                }
            };
        }
    }

    /** Fails with a {@link WireException} or a {@link dev.liverun.integrations.budget.BudgetException}. */
    Uni<WireResponse> send(WireRequest request, Sending sending) {
        Optional<String> refusal = policy.refusal(request.url());
        if (refusal.isPresent()) {
            return Uni.createFrom().failure(new WireException(FailureKind.POLICY, refusal.get()));
        }
        return send(request, sending, !sending.repeatable());
    }

    /** What was reached without sending anything. */
    record Reached(List<String> addresses, Optional<TlsDetails> tls) {}

    /** Fails as {@link #send(WireRequest, Sending)}. */
    Uni<Reached> reach(URI url, Reach how, Sending sending) {
        Optional<String> refusal = policy.refusal(url);
        if (refusal.isPresent()) {
            return Uni.createFrom().failure(new WireException(FailureKind.POLICY, refusal.get()));
        }
        Origin origin = Origin.of(sending.target().endpointId(), url);
        return slot(sending).chain(slot -> sending.gate()
                .get()
                .map(stopped -> Uni.createFrom().<Reached>failure(stopped))
                .orElseGet(() -> how == Reach.ADDRESSES ? addresses(origin, sending) : connection(origin, sending)));
    }

    private Uni<Reached> addresses(Origin origin, Sending sending) {
        return wire.addresses(sending.eventLoop(), origin, sending.stopwatch())
                .map(addresses -> new Reached(
                        addresses.stream()
                                .map(NetUtil::toAddressString)
                                .sorted()
                                .toList(),
                        Optional.empty()));
    }

    private Uni<Reached> connection(Origin origin, Sending sending) {
        return wire.connect(sending.eventLoop(), origin, true, sending.stopwatch())
                .map(connection -> {
                    connection.discard();
                    return new Reached(List.of(), connection.tls());
                });
    }

    private Uni<WireResponse> send(WireRequest request, Sending sending, boolean fresh) {
        Origin origin = Origin.of(sending.target().endpointId(), request.url());
        return slot(sending).chain(slot -> wire.connect(sending.eventLoop(), origin, fresh, sending.stopwatch())
                .chain(connection -> exchange(connection, slot, request, sending)));
    }

    private Uni<Slot> slot(Sending sending) {
        sending.stopwatch().enter(Phase.QUEUE);
        return budget.acquire(
                        sending.target().endpointId(),
                        sending.target().rateLimitPerMinute(),
                        sending.waitLeft().get())
                .emitOn(sending.onLoop());
    }

    private Uni<WireResponse> exchange(Connection connection, Slot slot, WireRequest request, Sending sending) {
        if (slot.expired(System.nanoTime())) {
            return slot(sending)
                    .onFailure()
                    .invoke(connection::release)
                    .onCancellation()
                    .invoke(connection::release)
                    .chain(another -> exchange(connection, another, request, sending));
        }
        Optional<WireException> stopped = sending.gate().get();
        if (stopped.isPresent()) {
            sending.stopwatch().enter(Phase.PREPARE);
            connection.release();
            return Uni.createFrom().failure(stopped.get());
        }
        boolean reused = connection.reused();
        return connection
                .exchange(request, sending.stopwatch())
                .onFailure(failure -> reused && closedWhileIdle(failure, sending))
                .recoverWithUni(() -> send(request, sending, true));
    }

    /** A kept connection that the remote side was just closing tells nothing about the endpoint. */
    private static boolean closedWhileIdle(Throwable failure, Sending sending) {
        return failure instanceof WireException broken
                && broken.kind() == FailureKind.RESET
                && sending.repeatable()
                && sending.stopwatch().phase() == Phase.FIRST_BYTE;
    }
}

package dev.liverun.integrations.budget;

import dev.liverun.integrations.outcome.FailureKind;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets requests queue per endpoint and reserves slots for all that wait, of all endpoints, in one statement at a time: the
 * busier it gets, the larger the batches. Everything in here happens on one event loop.
 */
public final class SharedRateBudget implements RateBudget {

    private static final Logger LOG = Logger.getLogger(SharedRateBudget.class);
    private static final int MAX_ENDPOINTS_PER_STATEMENT = 2000;
    private static final long TIME_TO_ASK = Duration.ofMillis(250).toNanos();
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(5);

    private final BudgetStore store;
    private final Clock clock;
    private final double share;
    private final double burst;
    private final Duration lookAhead;
    private final ContextInternal context;
    private final EventLoop eventLoop;
    private final Map<UUID, SlotQueue> queues = new HashMap<>();
    private final Map<UUID, Instant> pauses = new HashMap<>();
    private final Set<UUID> asking = new HashSet<>();
    private boolean reserving;
    private boolean storeAway;

    public SharedRateBudget(
            BudgetStore store, Vertx vertx, Clock clock, double share, double burst, Duration lookAhead) {
        if (share <= 0 || share > 1 || burst < 0 || burst > 1) {
            throw new IllegalArgumentException(
                    "liverun.budget: share must be above 0 and at most 1, burst must be 0 to 1");
        }
        this.store = store;
        this.clock = clock;
        this.share = share;
        this.burst = burst;
        this.lookAhead = lookAhead;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.eventLoop = context.nettyEventLoop();
    }

    @Override
    public Uni<Slot> acquire(UUID endpointId, int limitPerMinute, Duration maxWait) {
        return Uni.createFrom().emitter(emitter -> run(() -> enqueue(endpointId, limitPerMinute, maxWait, emitter)));
    }

    @Override
    public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
        return Uni.createFrom().deferred(() -> {
            run(() -> pauses.merge(endpointId, until, (one, other) -> one.isAfter(other) ? one : other));
            return store.pauseUntil(endpointId, until);
        });
    }

    private void run(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    private void enqueue(UUID endpointId, int limit, Duration maxWait, UniEmitter<? super Slot> emitter) {
        Optional<Pace> pace = Pace.of(limit, share, burst);
        if (pace.isEmpty()) {
            emitter.fail(new BudgetException(
                    FailureKind.BUDGET_EXHAUSTED,
                    "A limit of " + limit + " request per minute leaves nothing for this service"));
            return;
        }
        long now = System.nanoTime();
        SlotQueue.Waiter waiter = new SlotQueue.Waiter(emitter, now + Math.max(maxWait.toNanos(), TIME_TO_ASK));
        SlotQueue queue = queues.computeIfAbsent(endpointId, SlotQueue::new);
        queue.limit(limit, pace.get());
        emitter.onTermination(() -> {
            if (!waiter.gone()) {
                run(() -> queue.remove(waiter));
            }
        });
        join(queue, waiter, now);
    }

    private void join(SlotQueue queue, SlotQueue.Waiter waiter, long now) {
        Duration pause = pauseLeft(queue.endpointId());
        if (waiter.deadline() - now < pause.toNanos()) {
            waiter.refuse(paused(pause));
        } else if (pause.isZero()) {
            queue.add(waiter);
            ask(queue);
        } else {
            after(pause.toNanos(), () -> join(queue, waiter, System.nanoTime()));
        }
    }

    private Duration pauseLeft(UUID endpointId) {
        Instant until = pauses.get(endpointId);
        if (until == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero()) {
            pauses.remove(endpointId);
            return Duration.ZERO;
        }
        return left;
    }

    private void ask(SlotQueue queue) {
        if (queue.isEmpty()) {
            queues.remove(queue.endpointId(), queue);
        } else if (!queue.sleeping() && asking.add(queue.endpointId()) && !reserving) {
            // Not at once: who asks in the same turn of the event loop goes into the same statement.
            reserving = true;
            run(this::reserve);
        }
    }

    private void reserve() {
        List<Demand> demands = new ArrayList<>();
        long now = System.nanoTime();
        for (UUID endpointId : asking) {
            SlotQueue queue = queues.get(endpointId);
            if (queue != null && !queue.isEmpty()) {
                demands.add(queue.demand(now, lookAhead));
            }
            if (demands.size() == MAX_ENDPOINTS_PER_STATEMENT) {
                break;
            }
        }
        if (demands.isEmpty()) {
            asking.clear();
            reserving = false;
            return;
        }
        demands.forEach(demand -> asking.remove(demand.endpointId()));
        store.reserve(demands)
                .ifNoItem()
                .after(STORE_TIMEOUT)
                .fail()
                .subscribe()
                .with(
                        reservations -> run(() -> reserved(now, reservations)),
                        failure -> run(() -> unavailable(demands, failure)));
    }

    private void reserved(long askedAt, List<Reservation> reservations) {
        if (storeAway) {
            storeAway = false;
            LOG.info("The rate budgets can be reserved again");
        }
        long now = System.nanoTime();
        for (Reservation reservation : reservations) {
            SlotQueue queue = queues.get(reservation.endpointId());
            if (queue != null) {
                distribute(queue, reservation, askedAt, now);
            }
        }
        next();
    }

    private void distribute(SlotQueue queue, Reservation reservation, long askedAt, long now) {
        for (int number = 0; number < reservation.granted(); number++) {
            long in = reservation.slotIn(number) * 1000;
            // The moment of the reservation lies between asking and now: late by the one, expired by the other.
            Slot slot = new Slot(askedAt + in + Slot.LIFETIME_MICROS * 1000);
            queue.next(now + in).ifPresent(waiter -> after(in, () -> grant(queue, waiter, slot)));
        }
        long nextIn = reservation.slotIn(reservation.granted()) * 1000;
        queue.refuseBefore(
                now + nextIn,
                reservation.paused()
                        ? paused(Duration.ofNanos(nextIn))
                        : new BudgetException(
                                FailureKind.BUDGET_EXHAUSTED,
                                "The share of the endpoint's rate limit is used up; the next request can be sent in "
                                        + seconds(Duration.ofNanos(nextIn))));
        if (queue.isEmpty()) {
            queues.remove(queue.endpointId(), queue);
            return;
        }
        long sleep = nextIn - lookAhead.toNanos() / 2;
        if (sleep > 0) {
            queue.sleep();
            after(sleep, () -> {
                queue.wake();
                ask(queue);
            });
        } else {
            asking.add(queue.endpointId());
        }
    }

    private void grant(SlotQueue queue, SlotQueue.Waiter waiter, Slot slot) {
        if (waiter.gone()) {
            return;
        }
        long now = System.nanoTime();
        if (slot.expired(now) || !pauseLeft(queue.endpointId()).isZero()) {
            join(queues.computeIfAbsent(queue.endpointId(), id -> queue), waiter, now);
        } else {
            waiter.grant(slot);
        }
    }

    private void unavailable(List<Demand> demands, Throwable failure) {
        if (!storeAway) {
            storeAway = true;
            LOG.warnf(failure, "The rate budgets cannot be reserved; no calls are made until they can");
        }
        for (Demand demand : demands) {
            SlotQueue queue = queues.remove(demand.endpointId());
            if (queue != null) {
                queue.refuseAll(new BudgetException(
                        FailureKind.BUDGET_UNAVAILABLE,
                        "The rate budget cannot be read, and without it nothing is sent"));
            }
        }
        next();
    }

    private void next() {
        if (asking.isEmpty()) {
            reserving = false;
        } else {
            reserve();
        }
    }

    private void after(long nanos, Runnable task) {
        if (nanos <= 0) {
            task.run();
        } else {
            eventLoop.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static BudgetException paused(Duration left) {
        return new BudgetException(
                FailureKind.PAUSED, "The endpoint asked to be left alone for another " + seconds(left));
    }

    private static String seconds(Duration duration) {
        return Math.max(1, (duration.toMillis() + 999) / 1000) + " s";
    }
}

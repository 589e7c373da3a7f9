package dev.liverun.integrations.budget;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who waits for slots of one endpoint, in order. */
final class SlotQueue {

    private static final int MAX_WANTED = 10_000;

    private final UUID endpointId;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int limit;
    private @Nullable Pace pace;
    private boolean sleeping;

    SlotQueue(UUID endpointId) {
        this.endpointId = endpointId;
    }

    /** Someone who waits for a slot until the deadline, on the process's monotonic clock. */
    static final class Waiter {
        private final UniEmitter<? super Slot> emitter;
        private final long deadline;
        private boolean gone;

        Waiter(UniEmitter<? super Slot> emitter, long deadline) {
            this.emitter = emitter;
            this.deadline = deadline;
        }

        long deadline() {
            return deadline;
        }

        boolean gone() {
            return gone;
        }

        void grant(Slot slot) {
            gone = true;
            emitter.complete(slot);
        }

        void refuse(BudgetException refusal) {
            gone = true;
            emitter.fail(refusal);
        }
    }

    UUID endpointId() {
        return endpointId;
    }

    void limit(int limitPerMinute, Pace share) {
        limit = limitPerMinute;
        pace = share;
    }

    void add(Waiter waiter) {
        if (!waiter.gone) {
            waiters.addLast(waiter);
        }
    }

    void remove(Waiter waiter) {
        waiter.gone = true;
        waiters.remove(waiter);
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** Whether it is known that nothing can be reserved for a while. */
    boolean sleeping() {
        return sleeping;
    }

    void sleep() {
        sleeping = true;
    }

    void wake() {
        sleeping = false;
    }

    Demand demand(long now, Duration lookAhead) {
        Pace share = pace;
        if (share == null) {
            throw new IllegalStateException("The queue does not know its limit yet");
        }
        waiters.removeIf(Waiter::gone);
        long longest = 0;
        for (Waiter waiter : waiters) {
            longest = Math.max(longest, waiter.deadline - now);
        }
        long horizon = Math.min(longest, lookAhead.toNanos()) / 1000;
        return new Demand(endpointId, limit, share, Math.min(waiters.size(), MAX_WANTED), horizon);
    }

    /** Takes the first in the queue that can wait until then; those before it that cannot stay, to be refused. */
    Optional<Waiter> next(long slotAt) {
        for (Waiter waiter : waiters) {
            if (!waiter.gone && waiter.deadline - slotAt >= 0) {
                waiters.remove(waiter);
                return Optional.of(waiter);
            }
        }
        return Optional.empty();
    }

    /** Refuses all that cannot wait until then. */
    void refuseBefore(long nextSlotAt, BudgetException refusal) {
        waiters.removeIf(waiter -> {
            boolean tooLate = waiter.deadline - nextSlotAt < 0;
            if (tooLate) {
                waiter.refuse(refusal);
            }
            return tooLate;
        });
    }

    void refuseAll(BudgetException refusal) {
        waiters.forEach(waiter -> waiter.refuse(refusal));
        waiters.clear();
    }
}

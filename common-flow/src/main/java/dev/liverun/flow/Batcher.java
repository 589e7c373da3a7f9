package dev.liverun.flow;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Does at once what several ask for at the same time. Who asks alone is served at once; what is asked for while as much as
 * allowed is under way waits for one of that to end, and then goes together. So nobody waits for a timer, and the more there
 * is to do the less each costs.
 */
public final class Batcher<I, O> {

    private record Asked<I, O>(I item, UniEmitter<? super O> answer) {}

    private final int atOnce;
    private final int most;
    private final Function<List<I>, Uni<List<O>>> work;
    private final Predicate<Throwable> oneIsToBlame;
    private final ConcurrentLinkedQueue<Asked<I, O>> waiting = new ConcurrentLinkedQueue<>();
    /** Its size, which it would have to count. */
    private final AtomicInteger waitingNow = new AtomicInteger();

    private final AtomicInteger free;

    /**
     * @param atOnce how many batches may be under way
     * @param most how many items go into one
     * @param work does a batch; its results stand in the order of the items. It is called on any thread
     * @param oneIsToBlame whether a failure may be one item's fault: each of the batch is then tried by itself
     */
    public Batcher(int atOnce, int most, Function<List<I>, Uni<List<O>>> work, Predicate<Throwable> oneIsToBlame) {
        this.atOnce = atOnce;
        this.most = most;
        this.work = work;
        this.oneIsToBlame = oneIsToBlame;
        this.free = new AtomicInteger(atOnce);
    }

    /** The result for this item; on whatever thread it comes. */
    public Uni<O> ask(I item) {
        return Uni.createFrom().emitter(answer -> {
            waiting.add(new Asked<>(item, answer));
            waitingNow.incrementAndGet();
            go();
        });
    }

    /** How many are asked for and not under way. */
    public int waiting() {
        return Math.max(0, waitingNow.get());
    }

    /** Whoever takes a free place works; who ends looks again, because somebody may have come in between. */
    private void go() {
        while (!waiting.isEmpty() && take()) {
            var batch = batch();
            if (batch.isEmpty()) {
                free.incrementAndGet();
            } else {
                together(batch).subscribe().with(done -> ended(), failure -> ended());
            }
        }
    }

    private boolean take() {
        return free.getAndUpdate(places -> Math.max(0, places - 1)) > 0;
    }

    private void ended() {
        free.updateAndGet(places -> Math.min(atOnce, places + 1));
        go();
    }

    private List<Asked<I, O>> batch() {
        var batch = new ArrayList<Asked<I, O>>();
        while (batch.size() < most) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            waitingNow.decrementAndGet();
            batch.add(next);
        }
        return batch;
    }

    private Uni<Void> together(List<Asked<I, O>> batch) {
        return Uni.createFrom()
                .deferred(() -> work.apply(batch.stream().map(Asked::item).toList()))
                .invoke(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).answer().complete(results.get(i));
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> failed(batch, failure));
    }

    private Uni<Void> failed(List<Asked<I, O>> batch, Throwable failure) {
        if (batch.size() == 1 || !oneIsToBlame.test(failure)) {
            batch.forEach(asked -> asked.answer().fail(failure));
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(batch.stream().map(asked -> together(List.of(asked))).toList())
                .usingConcurrencyOf(1)
                .andCollectFailures()
                .replaceWithVoid();
    }
}

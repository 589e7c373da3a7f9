package dev.liverun.events.jobs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Long work in short pieces. */
public final class Batches {

    private Batches() {}

    /**
     * Repeats a batch for as long as it is full.
     *
     * @param size of a full one
     * @param batch one transaction; its result is how much it has done
     * @return how much was done in all
     */
    public static Uni<Long> until(int size, Supplier<Uni<Integer>> batch) {
        // Not Mutiny's repeating().uni(…), which loses an item now and then (Mutiny 3.1.1).
        return Uni.createFrom()
                .deferred(batch::get)
                .chain(done -> done < size
                        ? Uni.createFrom().item((long) done)
                        : until(size, batch).map(more -> done + more));
    }

    /**
     * Works through items one after the other. One that fails is reported and does not keep the others waiting.
     *
     * @return how many succeeded
     */
    public static <T> Uni<Long> each(
            Iterable<T> items, Function<T, ? extends Uni<?>> work, BiConsumer<T, Throwable> failed) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> Uni.createFrom()
                        .<Object>deferred(() -> work.apply(item).map(done -> (Object) true))
                        .onFailure()
                        .invoke(failure -> failed.accept(item, failure))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .with(java.util.stream.Collectors.counting());
    }
}

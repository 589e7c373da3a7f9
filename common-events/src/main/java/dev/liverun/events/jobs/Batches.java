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
        return Multi.createBy()
                .repeating()
                .uni(batch::get)
                .whilst(done -> done >= size)
                .collect()
                .in(() -> new long[1], (sum, done) -> sum[0] += done)
                .map(sum -> sum[0]);
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

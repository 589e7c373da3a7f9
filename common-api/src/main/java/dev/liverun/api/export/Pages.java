package dev.liverun.api.export;

import dev.liverun.flow.Pull;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads something long page by page, as fast as it is wanted. */
public final class Pages {

    /** Enough to make a query worth it, little enough to be held. */
    private static final int SIZE = 1_000;

    private Pages() {}

    /**
     * All pages that have something in them.
     *
     * @param read given the last item of the page before (null at first) and how many are wanted, the next ones; fewer are
     *     the last ones
     */
    public static <T> Multi<List<T>> after(BiFunction<@Nullable T, Integer, Uni<List<T>>> read) {
        return Multi.createFrom().deferred(() -> {
            var before = new AtomicReference<@Nullable List<T>>();
            return Pull.from(() -> {
                var page = before.get();
                if (page != null && page.size() < SIZE) {
                    return Uni.createFrom().item(Optional.empty());
                }
                return read.apply(page == null ? null : page.get(page.size() - 1), SIZE)
                        .invoke(before::set)
                        .map(found -> Optional.of(found).filter(some -> !some.isEmpty()));
            });
        });
    }
}

package dev.liverun.api.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads something long page by page, as fast as it is wanted. Written out, because Mutiny's {@code repeating().uni(…)} lost
 * a page now and then, and with it the end, when a page was there at once and the next was asked for on another thread
 * (Mutiny 3.1.1).
 */
public final class Pages<T> extends AbstractMulti<List<T>> {

    /** Enough to make a query worth it, little enough to be held. */
    private static final int SIZE = 1_000;

    private final BiFunction<@Nullable T, Integer, Uni<List<T>>> read;

    private Pages(BiFunction<@Nullable T, Integer, Uni<List<T>>> read) {
        this.read = read;
    }

    /**
     * All pages that have something in them.
     *
     * @param read given the last item of the page before (null at first) and how many are wanted, the next ones; fewer are
     *     the last ones
     */
    public static <T> Multi<List<T>> after(BiFunction<@Nullable T, Integer, Uni<List<T>>> read) {
        return new Pages<>(read);
    }

    @Override
    public void subscribe(MultiSubscriber<? super List<T>> reader) {
        reader.onSubscribe(new Reading<>(read, reader));
    }

    /** One page at a time: whoever brings news (a wish, a page, an end) does the work that there is, or leaves it to who is at it. */
    private static final class Reading<T> implements Flow.Subscription {

        private final BiFunction<@Nullable T, Integer, Uni<List<T>>> read;
        private final MultiSubscriber<? super List<T>> reader;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger news = new AtomicInteger();
        private volatile @Nullable List<T> arrived;
        private volatile @Nullable Throwable failure;
        private volatile boolean over;
        // Only touched by who is at work.
        private @Nullable T last;
        private boolean asked;

        private Reading(BiFunction<@Nullable T, Integer, Uni<List<T>>> read, MultiSubscriber<? super List<T>> reader) {
            this.read = read;
            this.reader = reader;
        }

        @Override
        public void request(long pages) {
            Subscriptions.add(wanted, pages);
            work();
        }

        @Override
        public void cancel() {
            over = true;
        }

        private void work() {
            if (news.getAndIncrement() != 0) {
                return;
            }
            var seen = 1;
            do {
                step();
                seen = news.addAndGet(-seen);
            } while (seen != 0);
        }

        private void step() {
            if (over) {
                return;
            }
            var failed = failure;
            var page = arrived;
            if (failed != null) {
                over = true;
                reader.onFailure(failed);
            } else if (page != null) {
                arrived = null;
                asked = false;
                pass(page);
            }
            if (!over && !asked && wanted.get() > 0) {
                asked = true;
                ask();
            }
        }

        private void pass(List<T> page) {
            if (!page.isEmpty()) {
                last = page.get(page.size() - 1);
                Subscriptions.subtract(wanted, 1);
                reader.onItem(page);
            }
            if (page.size() < SIZE && !over) {
                over = true;
                reader.onCompletion();
            }
        }

        private void ask() {
            Uni.createFrom()
                    .deferred(() -> read.apply(last, SIZE))
                    .subscribe()
                    .with(
                            page -> {
                                arrived = page;
                                work();
                            },
                            failed -> {
                                failure = failed;
                                work();
                            });
        }
    }
}

package dev.liverun.flow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Items that are asked for one after the other, each only when the reader wants it and the one before it has come.
 *
 * <p>Written out, because Mutiny's {@code repeating().uni(…)} loses an item now and then, and with it the end of the
 * stream, when an item is there at once and the next is wanted on another thread (Mutiny 3.1.1: about one in fifteen
 * fresh processes hung in an export).
 */
public final class Pull<T> extends AbstractMulti<T> {

    private final Supplier<Uni<Optional<T>>> next;

    private Pull(Supplier<Uni<Optional<T>>> next) {
        this.next = next;
    }

    /**
     * A stream for one reader; where there may be several, defer it.
     *
     * @param next asks for the next item, on whatever thread the reader or the item before it came; nothing is the end
     */
    public static <T> Multi<T> from(Supplier<Uni<Optional<T>>> next) {
        return new Pull<>(next);
    }

    @Override
    public void subscribe(MultiSubscriber<? super T> reader) {
        reader.onSubscribe(new Reading<>(next, reader));
    }

    /** Whoever brings news (a wish, an answer) does the work that there is, or leaves it to whoever is at it. */
    private static final class Reading<T> implements Flow.Subscription {

        private final Supplier<Uni<Optional<T>>> next;
        private final MultiSubscriber<? super T> reader;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger news = new AtomicInteger();
        private volatile @Nullable Answer<T> answer;
        private volatile boolean over;
        /** Only touched by who is at work. */
        private boolean asked;

        private Reading(Supplier<Uni<Optional<T>>> next, MultiSubscriber<? super T> reader) {
            this.next = next;
            this.reader = reader;
        }

        @Override
        public void request(long items) {
            if (items <= 0) {
                over = true;
                reader.onFailure(Subscriptions.getInvalidRequestException());
                return;
            }
            Subscriptions.add(wanted, items);
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
            var arrived = answer;
            if (arrived != null && !over) {
                answer = null;
                asked = false;
                pass(arrived);
            }
            if (!over && !asked && wanted.get() > 0) {
                asked = true;
                Uni.createFrom()
                        .deferred(next::get)
                        .subscribe()
                        .with(
                                item -> arrived(new Answer<>(item, null)),
                                failure -> arrived(new Answer<>(Optional.empty(), failure)));
            }
        }

        private void arrived(Answer<T> news) {
            answer = news;
            work();
        }

        private void pass(Answer<T> arrived) {
            if (arrived.failure != null) {
                over = true;
                reader.onFailure(arrived.failure);
            } else if (arrived.item.isEmpty()) {
                over = true;
                reader.onCompletion();
            } else {
                Subscriptions.subtract(wanted, 1);
                reader.onItem(arrived.item.get());
            }
        }
    }

    private record Answer<T>(Optional<T> item, @Nullable Throwable failure) {}
}

package dev.liverun.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<UniEmitter<? super List<String>>> underWay = new ArrayList<>();

    /** Ends when the test says so. */
    private Batcher<Integer, String> held(int atOnce, int most) {
        return new Batcher<>(
                atOnce,
                most,
                items -> {
                    batches.add(items);
                    return Uni.createFrom().emitter(underWay::add);
                },
                failure -> false);
    }

    private void end(int batch) {
        underWay.get(batch)
                .complete(batches.get(batch).stream().map(Object::toString).toList());
    }

    private static <T> CompletableFuture<T> ask(Batcher<Integer, T> together, int item) {
        return together.ask(item).subscribeAsCompletionStage();
    }

    @Test
    void who_asks_alone_is_served_at_once_and_who_comes_meanwhile_goes_together() {
        var together = held(1, 10);

        var first = ask(together, 1);
        var second = ask(together, 2);
        var third = ask(together, 3);

        assertThat(batches).containsExactly(List.of(1));
        end(0);
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
        assertThat(first).isCompletedWithValue("1");
        end(1);
        assertThat(second).isCompletedWithValue("2");
        assertThat(third).isCompletedWithValue("3");
    }

    @Test
    void so_many_batches_are_under_way_and_none_is_larger_than_allowed() {
        var together = held(2, 2);

        IntStream.rangeClosed(1, 7).forEach(item -> ask(together, item));

        assertThat(batches).containsExactly(List.of(1), List.of(2));
        end(1);
        assertThat(batches).endsWith(List.of(3, 4));
        end(0);
        assertThat(batches).endsWith(List.of(5, 6));
    }

    @Test
    void it_tells_how_many_wait() {
        var together = held(1, 2);

        IntStream.rangeClosed(1, 4).forEach(item -> ask(together, item));

        assertThat(together.waiting()).isEqualTo(3);
        end(0);
        assertThat(together.waiting()).isEqualTo(1);
        end(1);
        assertThat(together.waiting()).isZero();
    }

    @Test
    void of_a_batch_that_fails_by_the_fault_of_one_all_others_succeed() {
        var first = new CompletableFuture<Void>();
        var together = new Batcher<Integer, Integer>(
                1,
                10,
                items -> items.contains(0)
                        ? Uni.createFrom().completionStage(first).replaceWith(items)
                        : items.contains(13)
                                ? Uni.createFrom().failure(new IllegalArgumentException("13"))
                                : Uni.createFrom().item(items),
                IllegalArgumentException.class::isInstance);

        ask(together, 0);
        var good = ask(together, 12);
        var bad = ask(together, 13);
        var better = ask(together, 14);
        first.complete(null);

        assertThat(good).isCompletedWithValue(12);
        assertThat(better).isCompletedWithValue(14);
        assertThatThrownBy(bad::join).hasRootCauseMessage("13");
    }

    @Test
    void a_failure_that_is_nobodys_fault_is_told_to_all_once() {
        var tried = new AtomicInteger();
        var first = new CompletableFuture<Void>();
        var together = new Batcher<Integer, Integer>(
                1,
                10,
                items -> items.contains(0)
                        ? Uni.createFrom().completionStage(first).replaceWith(items)
                        : Uni.createFrom().deferred(() -> {
                            tried.incrementAndGet();
                            return Uni.createFrom().failure(new IllegalStateException("away"));
                        }),
                IllegalArgumentException.class::isInstance);

        ask(together, 0);
        var one = ask(together, 1);
        var two = ask(together, 2);
        first.complete(null);

        assertThatThrownBy(one::join).hasRootCauseMessage("away");
        assertThatThrownBy(two::join).hasRootCauseMessage("away");
        assertThat(tried).hasValue(1);
    }

    @Test
    void everybody_gets_their_own_answer_from_many_threads() {
        var together = new Batcher<Integer, Integer>(
                3,
                16,
                items -> Uni.createFrom()
                        .item(() -> items.stream().map(item -> -item).toList())
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()),
                failure -> false);

        var answers = Uni.join()
                .all(IntStream.range(0, 5_000)
                        .mapToObj(item -> Uni.createFrom()
                                .deferred(() -> together.ask(item))
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                        .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 5_000).map(item -> -item).boxed().toList());
    }
}

package dev.liverun.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Supplier<Uni<Optional<Integer>>> countingTo(int end, AtomicInteger asked) {
        return () -> {
            var number = asked.getAndIncrement();
            return Uni.createFrom().item(number < end ? Optional.of(number) : Optional.empty());
        };
    }

    @Test
    void every_item_comes_once_and_in_order_whoever_brings_it_and_whoever_wants_the_next() {
        for (var round = 0; round < 300; round++) {
            var source = countingTo(100, new AtomicInteger());
            var atOnce = round % 2 == 0;
            var read = Pull.from(() -> atOnce
                            ? source.get()
                            : source.get().runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                    .onItem()
                    .transformToUniAndConcatenate(item ->
                            Uni.createFrom().item(() -> item).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                    .collect()
                    .asList()
                    .await()
                    .atMost(PATIENCE);
            assertThat(read).isEqualTo(IntStream.range(0, 100).boxed().toList());
        }
    }

    @Test
    void nothing_is_asked_for_before_it_is_wanted() {
        var asked = new AtomicInteger();
        var reader = AssertSubscriber.<Integer>create(0);
        Pull.from(countingTo(10, asked)).subscribe().withSubscriber(reader);
        assertThat(asked).hasValue(0);

        reader.request(3);

        assertThat(reader.getItems()).containsExactly(0, 1, 2);
        assertThat(asked).hasValue(3);
    }

    @Test
    void nothing_is_asked_for_once_the_reader_has_gone() {
        var asked = new AtomicInteger();
        var first = Pull.from(countingTo(Integer.MAX_VALUE, asked))
                .select()
                .first(5)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);
        assertThat(first).hasSize(5);
        assertThat(asked.get()).isLessThanOrEqualTo(6);
    }

    @Test
    void a_long_stream_of_items_that_are_there_at_once_needs_no_deep_stack() {
        var count = Pull.from(countingTo(200_000, new AtomicInteger()))
                .collect()
                .with(java.util.stream.Collectors.counting())
                .await()
                .atMost(PATIENCE);
        assertThat(count).isEqualTo(200_000);
    }

    @Test
    void what_cannot_be_asked_for_ends_the_stream_with_its_reason() {
        var asked = new AtomicInteger();
        assertThatThrownBy(() -> Pull.from(() -> {
                            if (asked.getAndIncrement() == 2) {
                                throw new IllegalStateException("away");
                            }
                            return Uni.createFrom().item(Optional.of(1));
                        })
                        .collect()
                        .asList()
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("away");
        assertThat(asked).hasValue(3);
    }
}

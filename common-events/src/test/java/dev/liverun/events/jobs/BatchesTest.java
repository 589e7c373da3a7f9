package dev.liverun.events.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void aBatchIsRepeatedForAsLongAsItIsFull() {
        var left = new AtomicInteger(25);
        var batches = new AtomicInteger();
        var done = Batches.until(10, () -> {
                    batches.incrementAndGet();
                    int taken = Math.min(10, left.get());
                    left.addAndGet(-taken);
                    return Uni.createFrom().item(taken);
                })
                .await()
                .indefinitely();
        assertThat(done).isEqualTo(25);
        assertThat(batches.get()).isEqualTo(3);
    }

    @Test
    void anItemThatFailsDoesNotKeepTheOthersWaiting() {
        var failed = new ArrayList<String>();
        var done = Batches.each(
                        List.of(1, 2, 3),
                        item -> item == 2
                                ? Uni.createFrom().failure(new IllegalStateException("two"))
                                : Uni.createFrom().voidItem(),
                        (item, failure) -> failed.add(item + " " + failure.getMessage()))
                .await()
                .indefinitely();
        assertThat(done).isEqualTo(2);
        assertThat(failed).containsExactly("2 two");
    }

    @Test
    void anItemWhoseWorkCannotEvenBeginIsReportedToo() {
        var failed = new ArrayList<Integer>();
        Batches.each(
                        List.of(1),
                        item -> {
                            throw new IllegalStateException("at once");
                        },
                        (item, failure) -> failed.add(item))
                .await()
                .indefinitely();
        assertThat(failed).containsExactly(1);
    }
}

package dev.liverun.integrations.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.integrations.outcome.FailureKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRateBudgetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger statements = new AtomicInteger();
    private final BudgetStore memory = new InMemoryBudgetStore(Clock.systemUTC());
    private volatile Uni<Void> obstacle = Uni.createFrom().voidItem();
    private final BudgetStore store = new BudgetStore() {
        @Override
        public Uni<List<Reservation>> reserve(List<Demand> demands) {
            statements.incrementAndGet();
            return obstacle.chain(() -> memory.reserve(demands));
        }

        @Override
        public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
            return memory.pauseUntil(endpointId, until);
        }
    };
    private final SharedRateBudget budget =
            new SharedRateBudget(store, vertx, Clock.systemUTC(), 1, 0.05, Duration.ofSeconds(2));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Slot acquire(UUID endpoint, int limit, Duration maxWait) {
        return budget.acquire(endpoint, limit, maxWait).await().atMost(PATIENCE);
    }

    @Test
    void requests_leave_at_the_pace_of_the_limit() {
        UUID endpoint = UUID.randomUUID();
        AtomicInteger served = new AtomicInteger();
        long begin = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            budget.acquire(endpoint, 600, LONG).subscribe().with(slot -> served.incrementAndGet());
        }

        await().atMost(PATIENCE).untilAtomic(served, equalTo(30));

        Pace pace = Pace.of(600, 1, 0.05).orElseThrow();
        assertThat(pace.burst()).isEqualTo(30);
        budget.acquire(endpoint, 600, LONG).await().atMost(PATIENCE);
        assertThat((System.nanoTime() - begin) / 1000).isGreaterThanOrEqualTo(pace.intervalMicros() - 20_000);
    }

    @Test
    void those_who_wait_share_statements() {
        CompletableFuture<Void> storeAnswers = new CompletableFuture<>();
        obstacle = Uni.createFrom().completionStage(storeAnswers);
        List<Uni<Slot>> waiting = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            UUID endpoint = UUID.randomUUID();
            waiting.add(budget.acquire(endpoint, 6000, LONG));
            waiting.add(budget.acquire(endpoint, 6000, LONG));
        }

        var all = Uni.join().all(waiting).andFailFast().subscribeAsCompletionStage();
        storeAnswers.complete(null);

        assertThat(all).succeedsWithin(PATIENCE);
        // Those who were there when the first was asked, all others, and perhaps once more for what took too long.
        assertThat(statements.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void what_would_wait_too_long_is_refused_at_once() {
        UUID endpoint = UUID.randomUUID();
        acquire(endpoint, 1, LONG);

        assertThatThrownBy(() -> acquire(endpoint, 1, Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(BudgetException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(FailureKind.BUDGET_EXHAUSTED))
                .hasMessageContaining("can be sent in 6");
    }

    @Test
    void a_pause_ends_the_wait_of_those_who_cannot_wait_that_long() {
        UUID endpoint = UUID.randomUUID();
        budget.pauseUntil(endpoint, Instant.now().plusSeconds(30)).await().atMost(PATIENCE);

        assertThatThrownBy(() -> acquire(endpoint, 600, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(BudgetException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(FailureKind.PAUSED));
    }

    @Test
    void a_short_pause_is_waited_for() {
        UUID endpoint = UUID.randomUUID();
        Instant until = Instant.now().plusMillis(500);
        budget.pauseUntil(endpoint, until).await().atMost(PATIENCE);

        acquire(endpoint, 600, LONG);

        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @Test
    void without_the_store_nothing_is_sent_and_afterwards_it_goes_on() {
        UUID endpoint = UUID.randomUUID();
        obstacle = Uni.createFrom().failure(new IllegalStateException("database away"));
        assertThatThrownBy(() -> acquire(endpoint, 600, LONG))
                .isInstanceOfSatisfying(BudgetException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(FailureKind.BUDGET_UNAVAILABLE));

        obstacle = Uni.createFrom().voidItem();

        assertThat(acquire(endpoint, 600, LONG).expired(System.nanoTime())).isFalse();
    }

    @Test
    void a_slot_that_took_too_long_to_reserve_is_not_used() {
        UUID endpoint = UUID.randomUUID();
        AtomicInteger slow = new AtomicInteger();
        obstacle = Uni.createFrom()
                .deferred(() -> slow.incrementAndGet() == 1
                        ? Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(1300))
                        : Uni.createFrom().voidItem());

        Slot slot = acquire(endpoint, 600, LONG);

        assertThat(slot.expired(System.nanoTime())).isFalse();
        assertThat(statements).hasValue(2);
    }

    @Test
    void who_gives_up_leaves_the_slot_to_the_next() {
        UUID endpoint = UUID.randomUUID();
        obstacle = Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(200));
        List<String> served = new CopyOnWriteArrayList<>();
        var first = budget.acquire(endpoint, 1, LONG).subscribe().with(slot -> served.add("first"));
        budget.acquire(endpoint, 1, Duration.ofSeconds(3))
                .subscribe()
                .with(slot -> served.add("second"), refusal -> served.add("refused"));

        first.cancel();

        await().atMost(PATIENCE).until(() -> served.equals(List.of("second")));
    }
}

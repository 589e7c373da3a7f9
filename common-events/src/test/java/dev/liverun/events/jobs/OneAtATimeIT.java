package dev.liverun.events.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OneAtATimeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    OneAtATime one;

    @Test
    void theSameJobRunsOnceAtATimeAndAnotherOneBesideIt() throws Exception {
        var begun = new CompletableFuture<UniEmitter<? super Void>>();
        var first = one.run("sweep", () -> Uni.createFrom().<Void>emitter(begun::complete))
                .subscribeAsCompletionStage();
        var end = begun.get(20, java.util.concurrent.TimeUnit.SECONDS);

        assertThat(done("sweep")).isFalse();
        assertThat(done("another")).isTrue();

        end.complete(null);
        assertThat(first.toCompletableFuture().get(20, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(done("sweep")).isTrue();
    }

    @Test
    void aJobThatFailsLetsGoOfItsTurn() {
        assertThatThrownBy(() -> one.run("failing", () -> Uni.createFrom().failure(new IllegalStateException("broken")))
                        .await()
                        .atMost(PATIENCE))
                .hasMessageContaining("broken");
        assertThat(done("failing")).isTrue();
    }

    private boolean done(String job) {
        return one.run(job, () -> Uni.createFrom().voidItem()).await().atMost(PATIENCE);
    }
}

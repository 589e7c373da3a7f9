package dev.liverun.session.results;

import static dev.liverun.session.support.Siblings.reclassified;
import static dev.liverun.session.support.Siblings.tested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.results.Reclassifications.Said;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReclassificationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Reclassifications reclassifications;

    @Inject
    Pool pool;

    @Inject
    Rows rows;

    @Inject
    Siblings siblings;

    private final UUID banano = Ids.next();
    private final String name = Api.unique("banano");

    @Test
    void wordsOnTwoResultsOfATestThatTwoReplicasApplyAtOnceAreCountedBoth() {
        var id = Api.started(Api.unique("ada"), "{}");
        var first = failed(id, 1);
        var second = failed(id, 2);
        await().atMost(PATIENCE).until(() -> counted(id, "PRODUCT") == 2);

        CompletableFuture<Void> other;
        var connection = pool.getConnectionAndAwait();
        var transaction = connection.beginAndAwait();
        reclassifications.apply(connection, List.of(word(id, first))).await().atMost(PATIENCE);
        other = pool.withTransaction(theirs -> reclassifications.apply(theirs, List.of(word(id, second))))
                .subscribeAsCompletionStage();
        rows.awaitBlocked("session_result_counts");
        transaction.commitAndAwait();
        connection.closeAndAwait();
        other.join();

        assertThat(counted(id, "TEST_DEFECT")).isEqualTo(2);
        assertThat(counted(id, "PRODUCT")).isZero();
    }

    private UUID failed(UUID session, int second) {
        var told = tested(session, banano, name, "pay", TestStatus.FAILED, FailureClass.PRODUCT, second);
        siblings.tell(told);
        return told.id();
    }

    private Said word(UUID session, UUID result) {
        Event<TestReclassified> event =
                reclassified(result, session, banano, name, FailureClass.TEST_DEFECT, "the path was renamed");
        return Said.of(event, event.data());
    }

    private long counted(UUID session, String failureClass) {
        return rows.count(
                "select coalesce(sum(count), 0)::bigint from session_result_counts"
                        + " where session_id = $1 and failure_class = $2",
                session,
                failureClass);
    }
}

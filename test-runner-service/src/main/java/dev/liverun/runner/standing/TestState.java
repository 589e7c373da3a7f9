package dev.liverun.runner.standing;

import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.results.Outages;
import dev.liverun.runner.running.RunView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What another replica needs to begin a test, or to go on with one that stands still. */
@ApplicationScoped
public class TestState {

    /** Whose run was taken over says nothing more about it. */
    private static final String SAVE = """
            with standing as (
                update runs set waiting = $3 where id = $1 and epoch = $2 and status = 'RUNNING' returning id
            )
            update test_results set saved = $5 where id = $4 and status is null and exists (select from standing)
            """;

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    /** The usual case costs no encryption: there is no test data. */
    private static final Buffer NO_DATA = Buffer.buffer();

    private final StateCipher cipher;
    private final Pool pool;

    TestState(StateCipher cipher, Pool pool) {
        this.cipher = cipher;
        this.pool = pool;
    }

    /** Test data, as it is stored. */
    record Plan(Map<String, Object> testData) {}

    public Buffer[] plans(List<PlannedTest> tests) {
        return tests.stream()
                .map(test ->
                        test.testData().isEmpty() ? NO_DATA : cipher.write(test.resultId(), new Plan(test.testData())))
                .toArray(Buffer[]::new);
    }

    /** Empty if it is not kept, or cannot be read here. */
    public Optional<Map<String, Object>> testData(UUID resultId, @Nullable Buffer plan) {
        return plan != null && plan.length() == 0
                ? Optional.of(Map.of())
                : cipher.read(resultId, plan, Plan.class).map(Plan::testData);
    }

    public Optional<SavedTest> saved(UUID resultId, @Nullable Buffer saved) {
        return cipher.read(resultId, saved, SavedTest.class);
    }

    /** From now on the test stands there. */
    Uni<Void> save(RunView run, UUID resultId, SavedTest test, String waiting) {
        return patiently(() -> set(run, resultId, waiting, cipher.write(resultId, test)));
    }

    /** It goes on; should this process end now, nobody else goes on from there. */
    Uni<Void> goesOn(RunView run, UUID resultId) {
        return patiently(() -> set(run, resultId, null, null));
    }

    private Uni<Void> set(RunView run, UUID resultId, @Nullable String waiting, @Nullable Buffer saved) {
        return pool.preparedQuery(SAVE)
                .execute(Tuple.of(run.id(), run.epoch(), waiting, resultId, saved))
                .replaceWithVoid();
    }

    private static Uni<Void> patiently(java.util.function.Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(Outages::passes)
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .expireIn(GIVE_UP.toMillis());
    }
}

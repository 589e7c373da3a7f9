package dev.liverun.runner.standing;

import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.results.Outages;
import dev.liverun.runner.running.RunStore;
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

    private static final String SAVE = "update test_results set saved = $2 where id = $1 and status is null";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    /** The usual case costs no encryption: there is no test data. */
    private static final Buffer NO_DATA = Buffer.buffer();

    private final StateCipher cipher;
    private final RunStore runs;
    private final Pool pool;

    TestState(StateCipher cipher, RunStore runs, Pool pool) {
        this.cipher = cipher;
        this.runs = runs;
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
    Uni<Void> save(UUID runId, UUID resultId, SavedTest test, String waiting) {
        return patiently(() -> pool.preparedQuery(SAVE)
                .execute(Tuple.of(resultId, cipher.write(resultId, test)))
                .chain(() -> runs.waiting(runId, waiting, pool)));
    }

    /** It goes on; should this process end now, nobody else goes on from there. */
    Uni<Void> goesOn(UUID runId, UUID resultId) {
        return patiently(() -> pool.preparedQuery(SAVE)
                .execute(Tuple.of(resultId, (Buffer) null))
                .chain(() -> runs.waiting(runId, null, pool)));
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

package dev.liverun.runner.results;

import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.runner.background.Background;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes results in batches: whatever arrives while one batch is being written is the next one, so that a single result
 * waits for nothing and many share a transaction. Each is written with its event or not at all, once, and only by the
 * replica that holds the run.
 */
@ApplicationScoped
public class ResultWriter {

    private static final Logger LOG = Logger.getLogger(ResultWriter.class);
    private static final int MAX_BATCH = 200;
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofSeconds(20);

    private static final String WRITE = """
            update test_results as result
               set status = done.status, started_at = done.started_at, completed_at = done.completed_at,
                   request_data = done.request_data::jsonb, response_data = done.response_data::jsonb,
                   assertions = done.assertions::jsonb, error_details = done.error_details,
                   failure_class = done.failure_class, failure_evidence = done.failure_evidence::jsonb,
                   plan = null, saved = null
              from unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[],
                          $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
                as done (id, epoch, status, started_at, completed_at, request_data, response_data, assertions,
                         error_details, failure_class, failure_evidence),
                   runs as run
             where result.id = done.id and result.status is null
               and run.id = result.run_id and run.epoch = done.epoch and run.status = 'RUNNING'
            returning result.id
            """;

    private record Waiting(CompletedResult result, UniEmitter<? super Boolean> emitter) {}

    private final Transactions transactions;
    private final Outbox outbox;
    private final Background background;
    private final MeterRegistry meters;
    private final DistributionSummary batches;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean writing;

    ResultWriter(Transactions transactions, Outbox outbox, Background background, MeterRegistry meters) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.background = background;
        this.meters = meters;
        this.batches = DistributionSummary.builder("liverun.results.batch")
                .description("Results written in one transaction")
                .register(meters);
    }

    /**
     * Done when it is stored. A database that is away is waited for a while.
     *
     * @return false if it was not written because the run is another replica's by now, or ended
     */
    public Uni<Boolean> write(CompletedResult result) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (waiting) {
                waiting.add(new Waiting(result, emitter));
                if (writing) {
                    return;
                }
                writing = true;
            }
            next();
        });
    }

    private void next() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (waiting) {
            while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                writing = false;
                return;
            }
        }
        batches.record(batch.size());
        background.start(null, () -> written(batch)).subscribe().with(done -> next(), failure -> {
            LOG.error("A batch of results was given up", failure);
            next();
        });
    }

    private Uni<Void> written(List<Waiting> batch) {
        List<CompletedResult> results = batch.stream().map(Waiting::result).toList();
        return patiently(results)
                .invoke(stored -> results.stream()
                        .filter(result -> stored.contains(result.id()))
                        .forEach(this::count))
                .invoke(stored -> batch.forEach(one ->
                        one.emitter().complete(stored.contains(one.result().id()))))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> apart(batch, failure));
    }

    private void count(CompletedResult result) {
        FailureClass failureClass = result.failureClass();
        meters.counter(
                        "liverun.results",
                        "status",
                        result.status().name(),
                        "failure_class",
                        failureClass == null ? "none" : failureClass.name())
                .increment();
    }

    /** One result that cannot be stored must not take the others with it. */
    private Uni<Void> apart(List<Waiting> batch, Throwable failure) {
        if (batch.size() == 1) {
            batch.get(0).emitter().fail(failure);
            return Uni.createFrom().voidItem();
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Waiting one : batch) {
            all = all.chain(() -> written(List.of(one)));
        }
        return all;
    }

    private Uni<Set<UUID>> patiently(List<CompletedResult> results) {
        return Uni.createFrom()
                .deferred(() -> transactions.onConnection(transaction -> write(results, transaction)))
                .onFailure(Outages::passes)
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .expireIn(GIVE_UP.toMillis());
    }

    private Uni<Set<UUID>> write(List<CompletedResult> results, SqlConnection transaction) {
        return transaction.preparedQuery(WRITE).execute(rows(results)).chain(rows -> {
            Set<UUID> stored = new HashSet<>();
            for (Row row : rows) {
                stored.add(row.getUUID(0));
            }
            List<Event<TestCompleted>> events = results.stream()
                    .filter(result -> stored.contains(result.id()))
                    .map(ResultWriter::event)
                    .toList();
            return outbox.append(transaction, events).replaceWith(stored);
        });
    }

    private static Tuple rows(List<CompletedResult> results) {
        return Tuple.tuple()
                .addValue(column(results, CompletedResult::id).toArray(UUID[]::new))
                .addValue(column(results, CompletedResult::epoch).toArray(Long[]::new))
                .addValue(column(results, result -> result.status().name()).toArray(String[]::new))
                .addValue(column(results, result -> offset(result.startedAt())).toArray(OffsetDateTime[]::new))
                .addValue(
                        column(results, result -> offset(result.completedAt())).toArray(OffsetDateTime[]::new))
                .addValue(column(results, CompletedResult::requestData).toArray(String[]::new))
                .addValue(column(results, CompletedResult::responseData).toArray(String[]::new))
                .addValue(column(results, CompletedResult::assertions).toArray(String[]::new))
                .addValue(column(results, CompletedResult::errorDetails).toArray(String[]::new))
                .addValue(column(results, result -> name(result.failureClass())).toArray(String[]::new))
                .addValue(column(results, CompletedResult::failureEvidence).toArray(String[]::new));
    }

    private static Event<TestCompleted> event(CompletedResult result) {
        return Event.fact(
                        result.id(),
                        new TestCompleted(
                                result.id(),
                                result.sessionId(),
                                result.endpointId(),
                                result.endpointName(),
                                result.runId(),
                                result.testName(),
                                result.status(),
                                result.startedAt(),
                                result.completedAt(),
                                Duration.between(result.startedAt(), result.completedAt())
                                        .toMillis(),
                                result.outcomes(),
                                result.errorDetails(),
                                result.failureClass(),
                                result.failureReason(),
                                result.slowestSteps()),
                        result.completedAt())
                .correlated(result.correlationId());
    }

    private static <T> List<T> column(List<CompletedResult> results, Function<CompletedResult, T> value) {
        List<T> column = new ArrayList<>(results.size());
        results.forEach(result -> column.add(value.apply(result)));
        return column;
    }

    @SuppressWarnings("NullAway") // A column may have nulls; the checker does not follow them through arrays.
    private static String name(@Nullable FailureClass failureClass) {
        return failureClass == null ? null : failureClass.name();
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}

package dev.liverun.runner.intents;

import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.runner.engine.Intents;
import dev.liverun.runner.intents.IntentStore.Owner;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.results.Outages;
import dev.liverun.runner.sessions.SessionView;
import dev.liverun.runner.sessions.SessionViews;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Permits steps that change something, and records them before they are sent. Permission is decided under the locks of
 * the run and the session, in the transaction that records the intent: a session that is being paused or failed, a run
 * that is being cancelled or taken over, either comes first and refuses, or waits.
 */
@ApplicationScoped
public class IntentLog {

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofSeconds(20);

    private static final String NOT_KEPT =
            " (cannot be undone by itself: the undo has a secret in it, which is not stored)";

    private static final String RUN =
            "select status = 'RUNNING' and epoch = $2 as ours, cancel_reason from runs where id = $1 for share";

    private final IntentStore store;
    private final SessionViews sessions;
    private final Transactions transactions;
    private final Recorder recorder;
    private final Pool pool;
    private final Clock clock;

    IntentLog(
            IntentStore store,
            SessionViews sessions,
            Transactions transactions,
            Recorder recorder,
            Pool pool,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.transactions = transactions;
        this.recorder = recorder;
        this.pool = pool;
        this.clock = clock;
    }

    /** For the steps of one result. */
    public Intents of(UUID runId, long epoch, UUID resultId, UUID sessionId, UUID endpointId) {
        var owner = new Owner(runId, epoch, resultId, sessionId, endpointId);
        return new Intents() {
            @Override
            public Uni<Permission> intend(Intent intent) {
                recorder.remember(intent.secrets());
                return transactions.onConnection(transaction -> permit(owner, intent, transaction));
            }

            @Override
            public Uni<Void> settle(
                    UUID intentId, IntentOutcome outcome, String detail, @Nullable OutgoingRequest undo) {
                return IntentLog.this.settle(intentId, outcome, detail, undo);
            }
        };
    }

    private Uni<Intents.Permission> permit(Owner owner, Intents.Intent intent, SqlConnection transaction) {
        return refusalOfRun(owner, transaction)
                .chain(refused -> refused.isPresent()
                        ? Uni.createFrom().item(refused)
                        : sessions.lock(owner.sessionId(), transaction).map(session -> refusal(session, intent)))
                .chain(refused -> {
                    if (refused.isPresent()) {
                        return Uni.createFrom().<Intents.Permission>item(new Intents.Permission.Refused(refused.get()));
                    }
                    UUID id = Ids.next();
                    return store.insert(
                                    id,
                                    owner,
                                    intent,
                                    recorder.request(intent.request()),
                                    storable(intent.undo().orElse(null)),
                                    clock.instant(),
                                    transaction)
                            .replaceWith(new Intents.Permission.Granted(id));
                });
    }

    private static Uni<Optional<String>> refusalOfRun(Owner owner, SqlConnection transaction) {
        return transaction
                .preparedQuery(RUN)
                .execute(Tuple.of(owner.runId(), owner.epoch()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getBoolean("ours")) {
                        return Optional.of("The run was taken over by another replica.");
                    }
                    return Optional.ofNullable(row.getString("cancel_reason"));
                });
    }

    /** A session that is COMPLETED lets its runs come to their end; one that is PAUSED or FAILED does not. */
    static Optional<String> refusal(Optional<SessionView> session, Intents.Intent intent) {
        if (session.isEmpty() || session.get().purged()) {
            return Optional.of("The session is gone.");
        }
        SessionStatus status = session.get().status();
        if (status != SessionStatus.ACTIVE && status != SessionStatus.COMPLETED) {
            return Optional.of("The session is " + status + ", so nothing is changed in it.");
        }
        return session.get().approvals().refusal(intent.kind(), intent.amount());
    }

    private Uni<Void> settle(
            UUID intentId, Intents.IntentOutcome outcome, String detail, @Nullable OutgoingRequest undo) {
        StoredRequest stored = storable(undo);
        String told = undo != null && stored == null ? detail + NOT_KEPT : detail;
        return Uni.createFrom()
                .deferred(() -> store.settle(intentId, outcome, recorder.text(told), stored, clock.instant(), pool))
                .onFailure(Outages::passes)
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .expireIn(GIVE_UP.toMillis());
    }

    /** A request with a secret in it is not stored; what it would have undone is left to a person. */
    private @Nullable StoredRequest storable(@Nullable OutgoingRequest undo) {
        return undo == null || recorder.hasSecret(undo) ? null : StoredRequest.of(undo);
    }
}

package dev.liverun.runner.intents;

import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.runner.engine.settling.Inquiry;
import dev.liverun.runner.engine.settling.Intents;
import dev.liverun.runner.engine.settling.Intents.Intent;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.engine.settling.Intents.Permission;
import dev.liverun.runner.intents.IntentStore.Owner;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.recording.StoredJson;
import dev.liverun.runner.results.Outages;
import dev.liverun.runner.sessions.SessionView;
import dev.liverun.runner.sessions.SessionViews;
import dev.liverun.runner.spend.SpendLedger;
import io.smallrye.mutiny.Uni;
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
    private final SpendLedger ledger;
    private final Clock clock;

    IntentLog(
            IntentStore store,
            SessionViews sessions,
            Transactions transactions,
            Recorder recorder,
            SpendLedger ledger,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.transactions = transactions;
        this.recorder = recorder;
        this.ledger = ledger;
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

    private Uni<Permission> permit(Owner owner, Intent intent, SqlConnection transaction) {
        UUID id = Ids.next();
        return refusalOfRun(owner, intent, transaction)
                .chain(refused -> refused.isPresent()
                        ? Uni.createFrom().item(refused.get())
                        : sessions.lock(owner.sessionId(), transaction).chain(session -> refusal(session, intent)
                                .map(refusal -> Uni.createFrom().item(refusal))
                                .orElseGet(() -> spend(id, owner, intent, session, transaction))))
                .chain(permission -> permission instanceof Permission.Granted
                        ? store.insert(
                                        id,
                                        owner,
                                        intent,
                                        recorder.request(intent.request()),
                                        storable(intent.undo().orElse(null)),
                                        storable(intent.inquiry()),
                                        clock.instant(),
                                        transaction)
                                .replaceWith(permission)
                        : Uni.createFrom().item(permission));
    }

    private Uni<Permission> spend(
            UUID id, Owner owner, Intent intent, Optional<SessionView> session, SqlConnection transaction) {
        Permission granted = new Permission.Granted(id);
        if (intent.cleanup() || intent.amount().isEmpty() || session.isEmpty()) {
            return Uni.createFrom().item(granted);
        }
        var spender =
                new SpendLedger.Spender(owner.sessionId(), owner.endpointId(), owner.runId(), id, intent.stepName());
        return ledger.spend(
                        spender,
                        session.get().approvals(),
                        intent.amount().get(),
                        intent.unit().orElse(""),
                        clock.instant(),
                        transaction)
                .map(refused -> refused.<Permission>map(Permission.Refused::new).orElse(granted));
    }

    private static Uni<Optional<Permission>> refusalOfRun(Owner owner, Intent intent, SqlConnection transaction) {
        return transaction
                .preparedQuery(RUN)
                .execute(Tuple.of(owner.runId(), owner.epoch()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getBoolean("ours")) {
                        return Optional.of(new Permission.Refused("The run was taken over by another replica."));
                    }
                    return intent.cleanup()
                            ? Optional.empty()
                            : Optional.ofNullable(row.getString("cancel_reason"))
                                    .map(Permission.Refused::new);
                });
    }

    /**
     * A session that is COMPLETED lets its runs come to their end; one that is PAUSED holds them, one that is FAILED ends
     * them. Nothing keeps a test from cleaning up.
     */
    static Optional<Permission> refusal(Optional<SessionView> session, Intent intent) {
        if (intent.cleanup()) {
            return Optional.empty();
        }
        if (session.isEmpty() || session.get().purged()) {
            return Optional.of(new Permission.Refused("The session is gone."));
        }
        SessionStatus status = session.get().status();
        if (status == SessionStatus.PAUSED) {
            return Optional.of(new Permission.Held());
        }
        if (status != SessionStatus.ACTIVE && status != SessionStatus.COMPLETED) {
            return Optional.of(new Permission.Refused("The session is " + status + ", so nothing is changed in it."));
        }
        return session.get().approvals().refusal(intent.kind(), intent.amount()).map(Permission.Refused::new);
    }

    private Uni<Void> settle(UUID intentId, IntentOutcome outcome, String detail, @Nullable OutgoingRequest undo) {
        StoredRequest stored = storable(undo);
        String told = undo != null && stored == null ? detail + NOT_KEPT : detail;
        return Uni.createFrom()
                .deferred(() -> transactions.onConnection(transaction -> store.settle(
                                intentId, outcome, recorder.text(told), stored, clock.instant(), transaction)
                        .chain(settled -> settled && outcome == IntentOutcome.NOT_DONE
                                ? ledger.release(intentId, clock.instant(), transaction)
                                : Uni.createFrom().voidItem())))
                .onFailure(Outages::passes)
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .expireIn(GIVE_UP.toMillis());
    }

    private @Nullable String storable(Optional<Inquiry.Written> inquiry) {
        if (inquiry.isEmpty()) {
            return null;
        }
        String json = StoredJson.write(inquiry.get());
        return recorder.text(json).equals(json) ? json : null;
    }

    /** A request with a secret in it is not stored; what it would have undone is left to a person. */
    private @Nullable StoredRequest storable(@Nullable OutgoingRequest undo) {
        return undo == null || recorder.hasSecret(undo) ? null : StoredRequest.of(undo);
    }
}

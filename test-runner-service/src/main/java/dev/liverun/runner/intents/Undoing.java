package dev.liverun.runner.intents;

import dev.liverun.events.Transactions;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.engine.settling.Inquiry;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.intents.IntentStore.StoredIntent;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.recording.StoredJson;
import dev.liverun.runner.spend.SpendLedger;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what steps did, the latest first, from what is stored: it works for whoever holds the run, also after the
 * process that did it is gone, and whatever the session's state. Only what is known to have happened is taken back; what
 * nobody knows is found out first, where the step says how. Each undo is claimed before it is sent and sent once; what becomes of it is recorded, and one that fails keeps none of the
 * others from being tried.
 */
@ApplicationScoped
public class Undoing {

    private static final Logger LOG = Logger.getLogger(Undoing.class);
    private static final String DONE = "DONE";
    private static final String FAILED = "FAILED";
    private static final String NOT_KNOWN_HOW =
            "how is not known: the answer did not give what the undo needs, or it has a secret in it";

    private final IntentStore store;
    private final EndpointViews endpoints;
    private final IntegrationClient client;
    private final Recorder recorder;
    private final SpendLedger ledger;
    private final Transactions transactions;
    private final Pool pool;
    private final Clock clock;

    Undoing(
            IntentStore store,
            EndpointViews endpoints,
            IntegrationClient client,
            Recorder recorder,
            SpendLedger ledger,
            Transactions transactions,
            Pool pool,
            Clock clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.client = client;
        this.recorder = recorder;
        this.ledger = ledger;
        this.transactions = transactions;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Of one result, or of the whole run.
     *
     * @return what was done, as JSON values: step, state, detail
     */
    public Uni<List<Map<String, Object>>> undo(UUID runId, @Nullable UUID resultId) {
        return findOut(runId, resultId)
                .chain(() -> store.toUndo(runId, resultId, pool))
                .chain(intents -> {
                    Uni<List<Map<String, Object>>> done = Uni.createFrom().item(new ArrayList<>());
                    for (StoredIntent intent : intents) {
                        done = done.call(all -> undo(intent).invoke(shown -> shown.ifPresent(all::add)));
                    }
                    return done;
                });
    }

    /** Asks the service about what nobody knows, where the step says how. */
    private Uni<Void> findOut(UUID runId, @Nullable UUID resultId) {
        return store.toFindOut(runId, resultId, pool).chain(unknown -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (StoredIntent intent : unknown) {
                all = all.chain(() -> findOut(intent));
            }
            return all;
        });
    }

    private Uni<Void> findOut(StoredIntent intent) {
        var written = StoredJson.read(String.valueOf(intent.inquiry()), Inquiry.Written.class);
        return endpoints
                .find(intent.endpointId())
                .chain(endpoint -> endpoint.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : client.call(endpoint.get().targetForUndo(), Inquiry.request(written, clock.instant()))
                                .chain(outcome -> settle(intent, Inquiry.judge(written, outcome, clock.instant()))))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(failure, "It cannot be found out whether '%s' happened", intent.stepName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settle(StoredIntent intent, Inquiry.Finding finding) {
        if (finding.outcome() == IntentOutcome.UNKNOWN) {
            return Uni.createFrom().voidItem();
        }
        var undo =
                finding.undo().filter(request -> !recorder.hasSecret(request)).map(StoredRequest::of);
        return transactions.onConnection(transaction -> store.foundOut(
                        intent.id(),
                        finding.outcome(),
                        recorder.text(intent.detail() + "; " + finding.detail()),
                        undo.orElse(null),
                        clock.instant(),
                        transaction)
                .chain(found -> found && finding.outcome() == IntentOutcome.NOT_DONE
                        ? ledger.release(intent.id(), clock.instant(), transaction)
                        : Uni.createFrom().voidItem()));
    }

    /** What nobody settled before its run ended is UNKNOWN from now on. */
    public Uni<Void> giveUp(UUID runId, String why) {
        return store.giveUp(runId, why, pool);
    }

    private Uni<Optional<Map<String, Object>>> undo(StoredIntent intent) {
        return store.claimUndo(intent.id(), pool)
                .chain(ours -> ours
                        ? send(intent)
                                .onFailure()
                                .recoverWithItem(failure -> {
                                    LOG.warnf(failure, "The undo of '%s' could not be sent", intent.stepName());
                                    return new Undone(FAILED, "could not be sent: " + failure.getMessage());
                                })
                                .call(undone -> keep(intent, undone))
                                .map(undone -> Optional.of(shown(intent, undone)))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> keep(StoredIntent intent, Undone undone) {
        return transactions.onConnection(transaction -> store.undone(
                        intent.id(), undone.state(), recorder.text(undone.detail()), clock.instant(), transaction)
                .chain(() -> undone.state().equals(DONE)
                        ? ledger.returned(intent.id(), clock.instant(), transaction)
                        : Uni.createFrom().voidItem()));
    }

    private record Undone(String state, String detail) {}

    private static Map<String, Object> shown(StoredIntent intent, Undone undone) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("step", intent.stepName());
        shown.put("state", undone.state());
        shown.put("detail", undone.detail());
        return shown;
    }

    private Uni<Undone> send(StoredIntent intent) {
        return endpoints
                .find(intent.endpointId())
                .chain(endpoint -> endpoint.isEmpty()
                        ? Uni.createFrom().item(new Undone(FAILED, "the endpoint is not known any more"))
                        : send(intent, endpoint.get()));
    }

    private Uni<Undone> send(StoredIntent intent, EndpointView endpoint) {
        if (intent.undo() != null) {
            StoredRequest request = StoredJson.read(intent.undo(), StoredRequest.class);
            return client.call(endpoint.targetForUndo(), request.undo()).map(Undoing::judge);
        }
        // The answer did not give what the undo needs; perhaps the step's check does.
        if (intent.inquiry() == null) {
            return Uni.createFrom().item(new Undone(FAILED, NOT_KNOWN_HOW));
        }
        var written = StoredJson.read(intent.inquiry(), Inquiry.Written.class);
        return client.call(endpoint.targetForUndo(), Inquiry.request(written, clock.instant()))
                .map(outcome -> Inquiry.judge(written, outcome, clock.instant()))
                .chain(finding -> finding.undo()
                        .map(request ->
                                client.call(endpoint.targetForUndo(), request).map(Undoing::judge))
                        .orElseGet(() ->
                                Uni.createFrom().item(new Undone(FAILED, NOT_KNOWN_HOW + "; " + finding.detail()))));
    }

    private static Undone judge(CallOutcome outcome) {
        if (outcome instanceof Answered answered) {
            int status = answered.status();
            if (status == 404 || status == 410) {
                return new Undone(DONE, "status " + status + ": it is gone already");
            }
            return new Undone(status >= 200 && status < 400 ? DONE : FAILED, "status " + status);
        }
        Failed failed = (Failed) outcome;
        return new Undone(FAILED, failed.kind() + ": " + failed.message());
    }
}

package dev.liverun.runner.intents;

import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.runner.endpoints.EndpointView;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.intents.IntentStore.StoredIntent;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.recording.StoredJson;
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
 * process that did it is gone, and whatever the session's state. Only what is known to have happened is taken back. Each
 * undo is claimed before it is sent and sent once; what becomes of it is recorded, and one that fails keeps none of the
 * others from being tried.
 */
@ApplicationScoped
public class Undoing {

    private static final Logger LOG = Logger.getLogger(Undoing.class);
    private static final String DONE = "DONE";
    private static final String FAILED = "FAILED";

    private final IntentStore store;
    private final EndpointViews endpoints;
    private final IntegrationClient client;
    private final Recorder recorder;
    private final Pool pool;
    private final Clock clock;

    Undoing(
            IntentStore store,
            EndpointViews endpoints,
            IntegrationClient client,
            Recorder recorder,
            Pool pool,
            Clock clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.client = client;
        this.recorder = recorder;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Of one result, or of the whole run.
     *
     * @return what was done, as JSON values: step, state, detail
     */
    public Uni<List<Map<String, Object>>> undo(UUID runId, @Nullable UUID resultId) {
        return store.toUndo(runId, resultId, pool).chain(intents -> {
            Uni<List<Map<String, Object>>> done = Uni.createFrom().item(new ArrayList<>());
            for (StoredIntent intent : intents) {
                done = done.call(all -> undo(intent).invoke(shown -> shown.ifPresent(all::add)));
            }
            return done;
        });
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
                                .call(undone -> store.undone(
                                        intent.id(),
                                        undone.state(),
                                        recorder.text(undone.detail()),
                                        clock.instant(),
                                        pool))
                                .map(undone -> Optional.of(shown(intent, undone)))
                        : Uni.createFrom().item(Optional.empty()));
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
        StoredRequest request = StoredJson.read(String.valueOf(intent.undo()), StoredRequest.class);
        return client.call(endpoint.targetForUndo(), request.undo()).map(Undoing::judge);
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

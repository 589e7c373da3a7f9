package dev.liverun.runner.intents;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Shows intents. */
@ApplicationScoped
public class IntentQueries {

    private final IntentStore store;
    private final Pool pool;

    IntentQueries(IntentStore store, Pool pool) {
        this.store = store;
        this.pool = pool;
    }

    /** In the order in which they were intended. */
    public Uni<List<IntentResponse>> ofRun(UUID runId) {
        return store.ofRun(runId, pool)
                .map(intents -> intents.stream().map(IntentResponse::of).toList());
    }
}

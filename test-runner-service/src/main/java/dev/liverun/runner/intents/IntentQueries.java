package dev.liverun.runner.intents;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** What is for a person to look at, newest first; of one session, or of all. */
    public Uni<Page<IntentResponse>> orphans(@Nullable UUID sessionId, PageRequest page) {
        Cursor cursor = page.cursor();
        return store.orphans(sessionId, cursor == null ? null : cursor.uuid(0), page.rows(), pool)
                .map(rows ->
                        Page.of(rows, page, intent -> Cursor.of(intent.id())).map(IntentResponse::of));
    }
}

package dev.liverun.health.summary;

import dev.liverun.api.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Whether there is, or ever was, an endpoint: what is known of its past stays readable. */
@ApplicationScoped
public class KnownEndpoints {

    private final Pool pool;

    KnownEndpoints(Pool pool) {
        this.pool = pool;
    }

    /** Fails with {@link NotFound} when there never was one. */
    public Uni<Void> mustExist(UUID id) {
        return pool.preparedQuery("select 1 from integration_endpoints where id = $1")
                .execute(Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new NotFound("integration", id);
                    }
                })
                .replaceWithVoid();
    }
}

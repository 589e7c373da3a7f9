package dev.liverun.health.schedule;

import dev.liverun.events.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;

/**
 * This replica's heartbeat lease. While it is renewed, what the replica has claimed is its own; when it runs out, another
 * replica deletes it and thereby frees the claims. The replica itself keeps its id for as long as the process lives: should
 * its lease have been taken away meanwhile, the next heartbeat takes it out anew.
 */
@ApplicationScoped
class ReplicaLease {

    // Two statements: a lease that ran out must be gone before its endpoints can be claimed, and the deletion frees
    // them.
    private static final String BURY =
            "delete from replicas where id = any (array(select id from replicas where expires_at < now() for update skip locked))";
    private static final String BEAT = """
            insert into replicas (id, name, expires_at) values ($1, $2, now() + $3 * interval '1 millisecond')
            on conflict (id) do update set expires_at = excluded.expires_at
            """;
    private static final String END = "delete from replicas where id = $1";

    private final Pool pool;
    /** Process and host, for the operator who looks into the table. */
    private final String name = ManagementFactory.getRuntimeMXBean().getName();

    private final UUID id = Ids.next();

    ReplicaLease(Pool pool) {
        this.pool = pool;
    }

    UUID id() {
        return id;
    }

    /** Renews the lease, and ends those of replicas that have gone. */
    Uni<Void> beat(Duration length) {
        return pool.preparedQuery(BEAT)
                .execute(Tuple.of(id, name, length.toMillis()))
                .chain(() -> pool.query(BURY).execute())
                .replaceWithVoid();
    }

    /** Gives everything free at once. */
    Uni<Void> end() {
        return pool.preparedQuery(END).execute(Tuple.of(id)).replaceWithVoid();
    }
}

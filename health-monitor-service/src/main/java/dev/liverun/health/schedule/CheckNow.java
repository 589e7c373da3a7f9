package dev.liverun.health.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks one endpoint at once, whenever it is due; its ticks stay as they are. */
@ApplicationScoped
public class CheckNow {

    private final Claims claims;
    private final ReplicaLease lease;
    private final CheckLoop loop;
    private final SchedulerConfig config;

    CheckNow(Claims claims, ReplicaLease lease, CheckLoop loop, SchedulerConfig config) {
        this.claims = claims;
        this.lease = lease;
        this.loop = loop;
        this.config = config;
    }

    /**
     * Answers once the check is written, on the caller's context. A caller who goes away meanwhile changes nothing: what
     * was claimed is checked.
     */
    public Uni<Settlement> check(UUID endpoint) {
        return Uni.createFrom().emitter(emitter -> {
            var caller = Vertx.currentContext();
            claimed(endpoint).emitOn(work -> back(caller, work)).subscribe().with(emitter::complete, emitter::fail);
        });
    }

    private Uni<Settlement> claimed(UUID endpoint) {
        return lease.beat(config.lease())
                .chain(() -> claims.one(lease.id(), endpoint))
                .chain(claim -> claim.isEmpty()
                        ? Uni.createFrom().item(new Settlement.AlreadyRunning())
                        : Uni.createFrom().emitter(emitter -> loop.check(claim.get(), emitter::complete)));
    }

    private static void back(@Nullable Context caller, Runnable work) {
        if (caller == null) {
            work.run();
        } else {
            caller.runOnContext(now -> work.run());
        }
    }
}

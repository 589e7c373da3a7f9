package dev.liverun.api.live;

import io.smallrye.mutiny.Uni;

/** A WebSocket of a service. An application-scoped bean; it is registered by itself. */
public interface LiveRoute {

    /** Below {@code /api/v1}, with {@code :name} for what varies: {@code /runs/:id/stream}. */
    String path();

    /** The least role that may follow, of {@link dev.liverun.api.security.Roles}. */
    String role();

    /**
     * Decides about one reader before the upgrade, on a context where the database may be used.
     *
     * @return fails with a {@link dev.liverun.api.problem.Problem}, which is then the answer to the upgrade
     */
    Uni<? extends LiveFeed<?>> open(LiveRequest request);
}

package dev.liverun.runner.live;

import dev.liverun.api.live.LiveFeed;
import dev.liverun.api.live.LiveRequest;
import dev.liverun.api.live.LiveRoute;
import dev.liverun.api.security.Roles;
import dev.liverun.runner.runs.RunService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** {@code /runs/{id}/stream}: a run as it goes on. */
@ApplicationScoped
class RunStreamRoute implements LiveRoute {

    private final RunService runs;
    private final RunWatch watch;

    RunStreamRoute(RunService runs, RunWatch watch) {
        this.runs = runs;
        this.watch = watch;
    }

    @Override
    public String path() {
        return "/runs/:id/stream";
    }

    @Override
    public String role() {
        return Roles.VIEWER;
    }

    @Override
    public Uni<? extends LiveFeed<?>> open(LiveRequest request) {
        UUID id = request.pathId("id");
        return runs.get(id).map(run -> new RunFeed(id, watch));
    }
}

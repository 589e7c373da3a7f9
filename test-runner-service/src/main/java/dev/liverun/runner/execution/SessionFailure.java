package dev.liverun.runner.execution;

import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.RunStore;
import dev.liverun.runner.sessions.FailedSessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session that failed ends its runs: written for every replica, told at once to this one. */
@ApplicationScoped
class SessionFailure implements FailedSessions {

    private final RunStore runs;
    private final ActiveRuns active;

    SessionFailure(RunStore runs, ActiveRuns active) {
        this.runs = runs;
        this.active = active;
    }

    @Override
    public Uni<Void> ended(UUID sessionId, @Nullable String reason, SqlConnection transaction) {
        String why = "The session failed" + (reason == null ? "." : ": " + reason);
        // A session does not come back from FAILED, so telling before the commit cannot be wrong.
        return runs.askToCancelAll(sessionId, why, transaction).invoke(() -> active.cancelAll(sessionId, why));
    }
}

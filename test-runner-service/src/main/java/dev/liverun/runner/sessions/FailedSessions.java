package dev.liverun.runner.sessions;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Is told when a session failed, in the transaction that takes note of it. */
@FunctionalInterface
public interface FailedSessions {

    Uni<Void> ended(UUID sessionId, @Nullable String reason, SqlConnection transaction);
}

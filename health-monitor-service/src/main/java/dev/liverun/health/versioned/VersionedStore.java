package dev.liverun.health.versioned;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;

/** Where things of one kind are kept. */
public interface VersionedStore<T extends Versioned> {

    Uni<Optional<T>> one(UUID id);

    /** False when somebody else changed it meanwhile. */
    Uni<Boolean> put(SqlConnection transaction, T thing);

    /** False when somebody else changed it meanwhile. */
    Uni<Boolean> delete(SqlConnection transaction, T thing);
}

package dev.liverun.api.idempotency;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs SQL in somebody's transaction. Parameters are written {@code $1}, {@code $2}, … */
interface Statements {

    /** The rows, each as its columns. */
    Uni<List<Object[]>> rows(String sql, @Nullable Object... parameters);

    Uni<Void> run(String sql, @Nullable Object... parameters);
}

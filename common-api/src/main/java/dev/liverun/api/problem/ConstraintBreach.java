package dev.liverun.api.problem;

import org.jspecify.annotations.Nullable;

/**
 * A database constraint that refused a change.
 *
 * @param constraint its name, as in the migration
 * @param table the table it belongs to
 */
public record ConstraintBreach(String constraint, @Nullable String table) {}

package dev.liverun.api.problem;

import java.util.Map;
import java.util.function.Function;

/**
 * What the names of a service's database constraints mean to a caller, so that a race that only the database sees ends
 * in the same problem as the polite check before it. Implement it as a bean; several are merged, a name may appear once.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class SessionConstraints implements ConstraintProblems {
 *     public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
 *         return Map.of(
 *                 "test_sessions_name_open_key", breach -> new NameInUse(),
 *                 "test_sessions_one_active_per_tester", breach -> new AnotherSessionActive());
 *     }
 * }
 * }</pre>
 *
 * A constraint that nobody names becomes 409 (unique, exclusion) or 422 (check, not null, foreign key).
 */
public interface ConstraintProblems {

    Map<String, Function<ConstraintBreach, Problem>> byConstraint();
}

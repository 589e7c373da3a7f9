package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;

/** The rules that only the database can keep, and what a caller is told when one is broken. */
@ApplicationScoped
class SessionConstraints implements ConstraintProblems {

    @Override
    public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
        return Map.of(
                "test_sessions_one_active_per_tester", breach -> new SecondActiveSession(),
                "test_sessions_name_open", breach -> new NameInUse());
    }
}

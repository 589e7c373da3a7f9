package dev.liverun.runner.planning;

import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;

/** A dry run's confirmation names the run; there cannot be two. */
@ApplicationScoped
class RunConstraints implements ConstraintProblems {

    @Override
    public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
        return Map.of(
                "runs_pkey", breach -> new PlanProblems.ConfirmationStale(),
                "runs_tag_key", breach -> new PlanProblems.ConfirmationStale());
    }
}

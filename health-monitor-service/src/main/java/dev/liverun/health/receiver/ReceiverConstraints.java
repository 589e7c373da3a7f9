package dev.liverun.health.receiver;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;

@ApplicationScoped
class ReceiverConstraints implements ConstraintProblems {

    @Override
    public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
        return Map.of(
                "alarm_receivers_name_key",
                breach -> new Conflict("name-in-use", "Name in use", "There is a receiver of this name already."));
    }
}

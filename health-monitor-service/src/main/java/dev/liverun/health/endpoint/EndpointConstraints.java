package dev.liverun.health.endpoint;

import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;

@ApplicationScoped
class EndpointConstraints implements ConstraintProblems {

    @Override
    public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
        return Map.of("integration_endpoints_name_key", breach -> new NameInUse());
    }
}

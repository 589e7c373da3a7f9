package dev.liverun.session.templates;

import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;

/** What a broken rule of the table means. */
@ApplicationScoped
class TemplateConstraints implements ConstraintProblems {

    @Override
    public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
        return Map.of("session_templates_name_key", breach -> new TemplateNameInUse());
    }
}

package dev.liverun.api.errors;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Every violated rule, under the name that its field has in JSON. */
@ApplicationScoped
class ValidationProblems {

    private final JsonNames names;

    ValidationProblems(JsonNames names) {
        this.names = names;
    }

    Problem meaningOf(ConstraintViolationException violated) {
        if (violated.getConstraintViolations().stream().anyMatch(ValidationProblems::isOurAnswer)) {
            return HttpProblems.internal();
        }
        return new Invalid(violationsOf(violated.getConstraintViolations()));
    }

    List<Violation> violationsOf(Set<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(violation -> new Violation(names.of(violation), violation.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
    }

    private static boolean isOurAnswer(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }
}

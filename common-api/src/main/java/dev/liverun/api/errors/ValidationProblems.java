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
        return new Invalid(violated.getConstraintViolations().stream()
                .map(violation -> new Violation(names.of(violation), violation.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList());
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

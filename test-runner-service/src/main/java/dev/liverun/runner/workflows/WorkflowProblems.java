package dev.liverun.runner.workflows;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.ConstraintBreach;
import dev.liverun.api.problem.ConstraintProblems;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.Violation;
import dev.liverun.runner.workflow.reading.Finding;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be wrong with workflows. */
@ApplicationScoped
class WorkflowProblems implements ConstraintProblems {

    @Override
    public Map<String, Function<ConstraintBreach, Problem>> byConstraint() {
        return Map.of("workflows_name_key", breach -> new NameInUse());
    }

    /** 400: the document is no workflow; {@code findings} say where. */
    static final class InvalidDocument extends Invalid {
        private static final long serialVersionUID = 1L;

        InvalidDocument(InvalidWorkflowException invalid) {
            super(
                    "invalid-workflow",
                    "Invalid workflow",
                    String.valueOf(invalid.getMessage()),
                    List.of(new Violation("document", String.valueOf(invalid.getMessage()))));
            with("findings", invalid.findings().stream().map(Where::of).toList());
        }
    }

    /** One finding, as callers see it. */
    record Where(int line, int column, String path, String message) {
        static Where of(Finding finding) {
            return new Where(finding.line(), finding.column(), finding.path(), finding.message());
        }
    }

    /** 409. */
    static final class NameInUse extends Conflict {
        private static final long serialVersionUID = 1L;

        NameInUse() {
            super("name-in-use", "Name in use", "There is a workflow of this name already.");
            with("violations", List.of(new Violation("document", "name: is in use by another workflow")));
        }
    }

    /** 403: it comes with Liverun. */
    static final class CatalogueIsFixed extends Forbidden {
        private static final long serialVersionUID = 1L;

        CatalogueIsFixed() {
            super("A workflow of the catalogue cannot be changed. Copy its document under another name.");
        }
    }
}

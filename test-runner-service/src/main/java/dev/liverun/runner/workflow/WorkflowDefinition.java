package dev.liverun.runner.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as its document describes it.
 *
 * @param name kebab-case; the test name of its results
 * @param integration the name of the integration it is made for; null: any
 * @param deadline how long one execution may take, waiting included; undo is not counted
 */
public record WorkflowDefinition(
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String integration,
        Duration deadline,
        List<Variable> variables,
        List<Step> steps) {

    public WorkflowDefinition {
        variables = List.copyOf(variables);
        steps = List.copyOf(steps);
    }

    /** What this workflow can do at most to the world outside. */
    public StepKind kind() {
        return steps.stream().map(Step::kind).max(StepKind::compareTo).orElse(StepKind.READ);
    }

    public Optional<Variable> variable(String variableName) {
        return variables.stream()
                .filter(variable -> variable.name().equals(variableName))
                .findFirst();
    }
}

package dev.liverun.runner.workflow;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as its document describes it.
 *
 * @param name kebab-case; the test name of its results
 * @param integration the name of the integration it is made for; null: any
 * @param deadline how long one execution may take, waiting for the rate limit included; undo, and waiting for people or a
 *     paused session, are not counted
 * @param secrets names of variables whose values are recorded nowhere
 * @param data rows of test data; each is a test of its own
 * @param steps setup, test and teardown, in this order
 * @param included the workflows that it includes, by name, once they are known
 */
public record WorkflowDefinition(
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String integration,
        Duration deadline,
        List<Variable> variables,
        Set<String> secrets,
        List<DataRow> data,
        List<Step> steps,
        Map<String, WorkflowDefinition> included) {

    public WorkflowDefinition {
        variables = List.copyOf(variables);
        secrets = Set.copyOf(secrets);
        data = List.copyOf(data);
        steps = List.copyOf(steps);
        included = Map.copyOf(included);
    }

    /** The same, knowing what it includes. */
    public WorkflowDefinition including(Map<String, WorkflowDefinition> known) {
        return new WorkflowDefinition(
                name, title, description, integration, deadline, variables, secrets, data, steps, known);
    }

    /** The names of the workflows that it includes itself. */
    public Set<String> includes() {
        Set<String> names = new LinkedHashSet<>();
        steps.forEach(step -> {
            if (step.action() instanceof Action.Include include) {
                names.add(include.workflow());
            }
        });
        return names;
    }

    /** What this workflow can do at most to the world outside, with what it includes. */
    public StepKind kind() {
        return all().map(Step::kind).max(StepKind::compareTo).orElse(StepKind.READ);
    }

    /** Whether each run needs a confirmation of its own. */
    public boolean destructive() {
        return all().anyMatch(Step::destructive);
    }

    private Stream<Step> all() {
        return Stream.concat(steps.stream(), included.values().stream().flatMap(WorkflowDefinition::all));
    }

    public Optional<Variable> variable(String variableName) {
        return variables.stream()
                .filter(variable -> variable.name().equals(variableName))
                .findFirst();
    }
}

package dev.liverun.runner.engine;

import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Scope;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a workflow's variables their values. */
final class Variables {

    private Variables() {}

    /** What every workflow knows. */
    static void builtIn(Execution execution, Scope scope) {
        scope.put("run", Map.of("id", execution.runId().toString(), "tag", execution.runTag()));
        scope.put("session", Map.of("id", execution.sessionId().toString()));
        scope.put("endpoint", Map.of("id", execution.endpointId().toString(), "name", execution.endpointName()));
    }

    /** @return why it cannot be carried out; empty if it can */
    static Optional<Trouble> fill(WorkflowDefinition workflow, Map<String, ?> given, Scope scope) {
        for (Variable variable : workflow.variables()) {
            String name = variable.name();
            if (given.containsKey(name)) {
                put(workflow, name, given.get(name), scope);
            } else if (variable.defaultValue() != null) {
                try {
                    put(workflow, name, variable.defaultValue().value(scope), scope);
                } catch (EvaluationException e) {
                    return Optional.of(new Trouble(Trouble.Kind.WORKFLOW, "vars." + name + ": " + e.getMessage()));
                }
            }
        }
        return Optional.empty();
    }

    private static void put(WorkflowDefinition workflow, String name, @Nullable Object value, Scope scope) {
        if (workflow.secrets().contains(name)) {
            scope.putSecret(name, value);
        } else {
            scope.put(name, value);
        }
    }
}

package dev.liverun.runner.workflows;

import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.WorkflowDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document is.
 *
 * @param kind what it can do at most to the world outside
 * @param requiredVariables what test data has to give
 * @param dataRows how many tests it is, where it has rows of data; else 0
 */
public record WorkflowSummary(
        String name,
        @Nullable String title,
        @Nullable String integration,
        StepKind kind,
        boolean destructive,
        int steps,
        List<String> variables,
        List<String> requiredVariables,
        int dataRows) {

    static WorkflowSummary of(WorkflowDefinition definition) {
        return new WorkflowSummary(
                definition.name(),
                definition.title(),
                definition.integration(),
                definition.kind(),
                definition.destructive(),
                definition.steps().size(),
                definition.variables().stream().map(Variable::name).toList(),
                definition.variables().stream()
                        .filter(variable -> variable.defaultValue() == null)
                        .map(Variable::name)
                        .toList(),
                definition.data().size());
    }
}

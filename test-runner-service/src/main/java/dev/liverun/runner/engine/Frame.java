package dev.liverun.runner.engine;

import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.template.Scope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workflow that is being gone through: the test's own, or one that it includes. */
final class Frame {

    final WorkflowDefinition workflow;
    final Scope scope;
    private final String name;
    private final String prefix;
    final @Nullable String as;
    private int next;
    private @Nullable List<@Nullable Object> elements;
    private int element;

    Frame(WorkflowDefinition workflow, Scope scope) {
        this(workflow, scope, "", "", null);
    }

    private Frame(WorkflowDefinition workflow, Scope scope, String name, String prefix, @Nullable String as) {
        this.workflow = workflow;
        this.scope = scope;
        this.name = name;
        this.prefix = prefix;
        this.as = as;
    }

    /** Of a workflow that the step includes. */
    static Frame inner(Step including, Action.Include include, WorkflowDefinition included, Scope inner) {
        return new Frame(included, inner, include.workflow(), including.name() + ": ", including.as());
    }

    static Frame at(Position.Place place, WorkflowDefinition workflow, Scope scope) {
        Frame frame = new Frame(workflow, scope, place.workflow(), place.prefix(), place.as());
        place.variables().forEach(scope::put);
        frame.next = place.next();
        frame.elements = place.elements();
        frame.element = place.element();
        return frame;
    }

    Position.Place place() {
        return new Position.Place(name, prefix, as, next, elements, element, new HashMap<>(scope.variables()));
    }

    boolean ended() {
        return next >= workflow.steps().size();
    }

    /** As the document has it. */
    Step written() {
        return workflow.steps().get(next);
    }

    /** As it is taken: its index counts all steps, its name says for which element. */
    Step step(int ordinal) {
        Step step = written();
        String suffix = elements == null ? "" : " [" + (element + 1) + "]";
        return new Step(
                ordinal,
                prefix + step.name() + suffix,
                step.part(),
                step.kind(),
                step.destructive(),
                step.when(),
                null,
                step.money(),
                step.key(),
                step.action(),
                step.as(),
                step.captures(),
                step.assertions(),
                step.repeat(),
                step.check(),
                step.undo());
    }

    /** Whether it is not said yet for which elements the step is taken. */
    boolean toBeRepeated() {
        return written().forEach() != null && elements == null;
    }

    void repeatFor(List<@Nullable Object> values) {
        elements = values;
        element = 0;
        bind();
    }

    private void bind() {
        var forEach = written().forEach();
        if (forEach != null && elements != null) {
            scope.put(forEach.as(), elements.get(element));
        }
    }

    /** To the next element, or the next step. */
    void advance() {
        if (elements != null && element + 1 < elements.size()) {
            element++;
            bind();
        } else {
            skip();
        }
    }

    /** To the next step. */
    void skip() {
        elements = null;
        element = 0;
        next++;
    }

    /** What the steps captured, as the outer workflow sees it. */
    Map<String, @Nullable Object> captured() {
        Map<String, @Nullable Object> captured = new LinkedHashMap<>();
        for (Step step : workflow.steps()) {
            for (Capture capture : step.captures()) {
                if (scope.variables().containsKey(capture.name())) {
                    captured.put(capture.name(), scope.variables().get(capture.name()));
                }
            }
        }
        return captured;
    }
}

package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.runner.engine.asserting.Assertions;
import dev.liverun.runner.engine.requests.RequestBuilder;
import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.ForEach;
import dev.liverun.runner.workflow.Money;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.expecting.Condition;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.Values;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what an execution would send, and sends nothing. What depends on an answer stands there as <code>${name}</code>;
 * everything else, chance included, is as the run with the same id sends it.
 */
public final class DryRun {

    private final Execution execution;
    private final Functions functions;
    private final List<Planned> planned = new ArrayList<>();
    private int ordinal;

    private DryRun(Execution execution, Clock clock) {
        this.execution = execution;
        this.functions = new Functions(clock, Chance.of(execution.runId(), execution.position(), 0));
    }

    /**
     * A step that would be taken.
     *
     * @param request what would be sent; empty for a question
     * @param undo what would be sent to take it back
     * @param question to a person
     * @param amount what it would spend, as text; it may depend on an answer
     * @param conditional whether it depends on an answer that it is taken
     * @param repeated whether it depends on an answer how often it is taken
     * @param problem why it cannot be made, if so
     */
    public record Planned(
            Step step,
            Optional<OutgoingRequest> request,
            Optional<OutgoingRequest> undo,
            Optional<String> question,
            Optional<String> amount,
            boolean conditional,
            boolean repeated,
            Optional<String> problem) {}

    /** What would be sent, and the values that must not be shown. */
    public record Plan(List<Planned> steps, Set<String> secrets) {}

    public static Plan of(Execution execution, Clock clock) {
        DryRun dryRun = new DryRun(execution, clock);
        Scope scope = Scope.open(dryRun.functions);
        Variables.builtIn(execution, scope);
        Variables.fill(execution.workflow(), execution.testData(), scope);
        dryRun.steps(execution.workflow(), scope, "");
        return new Plan(dryRun.planned, scope.secrets());
    }

    private void steps(WorkflowDefinition workflow, Scope scope, String prefix) {
        for (Step step : workflow.steps()) {
            ForEach forEach = step.forEach();
            if (forEach == null) {
                step(workflow, step, scope, prefix + step.name(), false);
                continue;
            }
            Object elements = forEach.in().value(scope);
            if (!(elements instanceof List<?> list)) {
                scope.remove(forEach.as());
                step(workflow, step, scope, prefix + step.name() + " [each]", true);
                continue;
            }
            int number = 0;
            for (Object element : list) {
                scope.put(forEach.as(), element);
                step(workflow, step, scope, prefix + step.name() + " [" + ++number + "]", false);
            }
        }
    }

    private void step(WorkflowDefinition workflow, Step step, Scope scope, String name, boolean repeated) {
        Optional<Boolean> taken = taken(step, scope);
        if (taken.isPresent() && !taken.get()) {
            ordinal++;
            return;
        }
        functions.use(Chance.of(execution.runId(), execution.position(), ordinal + 1));
        if (step.action() instanceof Action.Include include) {
            include(workflow, include, scope, name);
            return;
        }
        ordinal++;
        Step named = named(step, name);
        if (step.action() instanceof Action.Ask ask) {
            planned.add(new Planned(
                    named,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ask.question().text(scope)),
                    Optional.empty(),
                    taken.isEmpty(),
                    repeated,
                    Optional.empty()));
            return;
        }
        planned.add(sending(named, scope, taken.isEmpty(), repeated));
    }

    private void include(WorkflowDefinition workflow, Action.Include include, Scope scope, String name) {
        WorkflowDefinition included = workflow.included().get(include.workflow());
        if (included == null) {
            return;
        }
        Scope inner = scope.inner();
        Variables.builtIn(execution, inner);
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        include.with().forEach((variable, value) -> given.put(variable, value.value(scope)));
        Variables.fill(included, given, inner);
        steps(included, inner, name + ": ");
    }

    private static Planned sending(Step step, Scope scope, boolean conditional, boolean repeated) {
        if (step.key() != null) {
            scope.put("key", step.key().text(scope));
        }
        Money money = step.money();
        Optional<String> amount = Optional.ofNullable(money)
                .map(spent -> Values.text(spent.amount().value(scope)) + " " + spent.unit());
        try {
            Optional<OutgoingRequest> request = Optional.of(request(step.request(), scope));
            scope.remove("key");
            Optional<OutgoingRequest> undo =
                    Optional.ofNullable(step.undo()).map(template -> request(template.request(), scope));
            return new Planned(step, request, undo, Optional.empty(), amount, conditional, repeated, Optional.empty());
        } catch (EvaluationException e) {
            return new Planned(
                    step,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    amount,
                    conditional,
                    repeated,
                    Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static OutgoingRequest request(RequestTemplate template, Scope scope) {
        return RequestBuilder.finish(RequestBuilder.build(template, scope));
    }

    /** Empty if that depends on an answer. */
    private static Optional<Boolean> taken(Step step, Scope scope) {
        Assertions assertions = new Assertions(scope);
        for (Condition condition : step.when()) {
            if (Values.text(condition.value().value(scope)).contains("${")) {
                return Optional.empty();
            }
            if (!assertions.holds(condition)) {
                return Optional.of(false);
            }
        }
        return Optional.of(true);
    }

    private Step named(Step step, String name) {
        return new Step(
                ordinal - 1,
                name,
                step.part(),
                step.kind(),
                step.destructive(),
                step.when(),
                step.forEach(),
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
}

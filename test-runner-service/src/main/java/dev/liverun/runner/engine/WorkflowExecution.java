package dev.liverun.runner.engine;

import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Scope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a workflow one after the other.
 *
 * <p>Assertions are soft: after one that does not hold, the remaining steps that only read are still taken where they
 * have what they need, so that one execution tells as much as possible. Steps that change something are not: what they
 * build on is not as expected. Undoing is not done here; it has to work without the process that did it.
 */
public final class WorkflowExecution {

    private final Execution execution;
    private final Surroundings surroundings;
    private final Scope scope;
    private final StepTaker taker;
    private final List<StepRecord> records = new ArrayList<>();
    private final Instant startedAt;
    private final Instant deadline;
    private boolean failed;
    private boolean troubled;

    public WorkflowExecution(Execution execution, Surroundings surroundings) {
        this.execution = execution;
        this.surroundings = surroundings;
        this.scope = new Scope(new Functions(surroundings.clock(), surroundings.random()));
        this.startedAt = surroundings.clock().instant();
        this.deadline = startedAt.plus(execution.workflow().deadline());
        this.taker = new StepTaker(surroundings, scope, deadline);
    }

    /** Once. Fails only when the record of intents fails; then nothing more was sent. */
    public Uni<ExecutionReport> run() {
        Trouble trouble = fillIn();
        Uni<Void> steps = Uni.createFrom().voidItem();
        for (Step step : execution.workflow().steps()) {
            steps = steps.chain(() -> take(step, trouble));
        }
        return steps.map(
                done -> new ExecutionReport(startedAt, surroundings.clock().instant(), records, scope.secrets()));
    }

    private @Nullable Trouble fillIn() {
        scope.put("run", Map.of("id", execution.runId().toString(), "tag", execution.runTag()));
        scope.put("session", Map.of("id", text(execution.sessionId())));
        scope.put("endpoint", Map.of("id", text(execution.endpointId()), "name", execution.endpointName()));
        for (Variable variable : execution.workflow().variables()) {
            if (execution.testData().containsKey(variable.name())) {
                scope.put(variable.name(), execution.testData().get(variable.name()));
            } else if (variable.defaultValue() != null) {
                try {
                    scope.put(variable.name(), variable.defaultValue().value(scope));
                } catch (EvaluationException e) {
                    return new Trouble(Trouble.Kind.WORKFLOW, "vars." + variable.name() + ": " + e.getMessage());
                }
            }
        }
        return null;
    }

    private static String text(UUID id) {
        return id.toString();
    }

    private Uni<Void> take(Step step, @Nullable Trouble before) {
        Instant now = surroundings.clock().instant();
        StepRecord notTaken = before == null ? notTaken(step, now) : StepRecord.troubled(step, now, null, before);
        if (notTaken != null) {
            keep(notTaken);
            return Uni.createFrom().voidItem();
        }
        return taker.take(step).invoke(this::keep).replaceWithVoid();
    }

    private void keep(StepRecord done) {
        records.add(done);
        troubled |= done.trouble() != null;
        failed |= !done.passed();
    }

    private @Nullable StepRecord notTaken(Step step, Instant now) {
        if (troubled) {
            return StepRecord.leftOut(step, now, "an earlier step could not be carried out");
        }
        String cancelled = surroundings.cancellation().reason().orElse(null);
        if (cancelled != null) {
            return StepRecord.troubled(step, now, null, new Trouble(Trouble.Kind.CANCELLED, cancelled));
        }
        if (!now.isBefore(deadline)) {
            return StepRecord.troubled(
                    step, now, null, taker.tooLate(execution.workflow().deadline()));
        }
        if (failed && step.kind().changesSomething()) {
            return StepRecord.leftOut(step, now, "it changes something, and an earlier step did not pass");
        }
        Set<String> missing = failed ? taker.missing(step) : Set.of();
        return missing.isEmpty()
                ? null
                : StepRecord.leftOut(step, now, "an earlier step did not give " + String.join(", ", missing));
    }
}

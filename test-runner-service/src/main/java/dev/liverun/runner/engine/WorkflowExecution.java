package dev.liverun.runner.engine;

import dev.liverun.runner.engine.asserting.Assertions;
import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.ForEach;
import dev.liverun.runner.workflow.Part;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.ValueTemplate;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a workflow one after the other.
 *
 * <p>Assertions are soft: after one that does not hold, the remaining steps that only read are still taken where they
 * have what they need, so that one execution tells as much as possible. Steps that change something are not: what they
 * build on is not as expected. A teardown is always taken. Undoing is not done here; it has to work without the process
 * that did it.
 */
public final class WorkflowExecution {

    private static final int MAX_ELEMENTS = 1000;

    private final Execution execution;
    private final Surroundings surroundings;
    private final Functions functions;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Scope scope;
    private final Instant startedAt;
    private final Deadline deadline;
    private final Course course;
    private @Nullable Trouble impossible;

    public WorkflowExecution(Execution execution, Surroundings surroundings) {
        this(execution, surroundings, null);
    }

    private WorkflowExecution(Execution execution, Surroundings surroundings, @Nullable Position from) {
        this.execution = execution;
        this.surroundings = surroundings;
        this.functions = new Functions(surroundings.clock(), Chance.of(execution.runId(), execution.position(), 0));
        this.scope = new Scope(functions);
        this.startedAt = surroundings.clock().instant();
        this.deadline = new Deadline(startedAt.plus(execution.workflow().deadline()));
        this.course = new Course(
                from == null ? 0 : from.ordinal(),
                execution.workflow().deadline(),
                deadline,
                surroundings.cancellation());
        if (from == null) {
            begin();
        } else {
            goOn(from);
        }
    }

    /** Takes up an execution where it was saved. Its records are those of the steps from there on. */
    public static WorkflowExecution from(Position position, Execution execution, Surroundings surroundings) {
        return new WorkflowExecution(execution, surroundings, position);
    }

    private void begin() {
        Variables.builtIn(execution, scope);
        impossible = Variables.fill(execution.workflow(), execution.testData(), scope)
                .orElse(null);
        frames.push(new Frame(execution.workflow(), scope));
    }

    private void goOn(Position position) {
        scope.addSecrets(position.secrets());
        deadline.extend(Duration.ofMillis(-position.usedMillis()));
        WorkflowDefinition workflow = execution.workflow();
        for (Position.Place place : position.places()) {
            boolean outermost = frames.isEmpty();
            if (!outermost) {
                workflow = Objects.requireNonNull(workflow.included().get(place.workflow()));
            }
            frames.push(Frame.at(place, workflow, outermost ? scope : scope.inner()));
        }
    }

    /** Once. Fails only when the record of intents fails; then nothing more was sent. */
    public Uni<ExecutionReport> run() {
        return Uni.createFrom()
                .deferred(this::next)
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .map(done -> new ExecutionReport(startedAt, now(), course.records(), scope.secrets()));
    }

    /** One move; whether there is another. */
    private Uni<Boolean> next() {
        Frame frame = frames.peek();
        if (frame == null) {
            return Uni.createFrom().item(false);
        }
        if (frame.ended()) {
            leave();
            return Uni.createFrom().item(!frames.isEmpty());
        }
        if (hasToStand(frame)) {
            return stand().replaceWith(true);
        }
        if (frame.toBeRepeated()) {
            repeat(frame);
            return Uni.createFrom().item(true);
        }
        Step step = frame.step(course.ordinal());
        StepRecord notTaken = notTaken(step, frame);
        if (notTaken != null) {
            keep(notTaken, frame);
            return Uni.createFrom().item(true);
        }
        functions.use(Chance.of(execution.runId(), execution.position(), course.ordinal() + 1));
        surroundings.progress().at(step.name());
        if (step.action() instanceof Action.Include include) {
            enter(step, include, frame);
            return Uni.createFrom().item(true);
        }
        if (step.action() instanceof Action.Ask ask) {
            return new Asker(surroundings, deadline)
                    .ask(step, ask, frame, position(), course.records())
                    .invoke(done -> keep(done, frame))
                    .replaceWith(true);
        }
        return new StepTaker(surroundings, frame.scope, deadline, step.part() == Part.TEARDOWN)
                .take(step)
                .chain(done -> {
                    if (done.isEmpty()) {
                        return stand().replaceWith(true);
                    }
                    keep(done.get(), frame);
                    return Uni.createFrom().item(true);
                });
    }

    // ---- standing still

    private boolean hasToStand(Frame frame) {
        return surroundings.holding().wanted()
                && !course.failed()
                && impossible == null
                && frame.written().part() != Part.TEARDOWN
                && surroundings.cancellation().reason().isEmpty();
    }

    private Uni<Void> stand() {
        Instant from = now();
        return surroundings
                .holding()
                .stand(position(), course.records())
                .invoke(() -> deadline.extend(Duration.between(from, now())));
    }

    private Position position() {
        List<Position.Place> places = new ArrayList<>();
        frames.descendingIterator().forEachRemaining(frame -> places.add(frame.place()));
        Duration used = execution.workflow().deadline().minus(Duration.between(now(), deadline.at()));
        return new Position(course.ordinal(), used.toMillis(), scope.secrets(), places);
    }

    // ---- repetition and inclusion

    private void repeat(Frame frame) {
        Step step = frame.step(course.ordinal());
        StepRecord notTaken = notTaken(step, frame);
        if (notTaken != null) {
            course.record(notTaken);
            frame.skip();
            return;
        }
        try {
            List<@Nullable Object> elements =
                    elements(Objects.requireNonNull(frame.written().forEach()), frame);
            if (elements.isEmpty()) {
                course.record(StepRecord.leftOut(step, now(), "there is nothing to take it for"));
                frame.skip();
            } else {
                frame.repeatFor(elements);
            }
        } catch (EvaluationException e) {
            course.record(StepRecord.troubled(step, now(), null, workflow(e)));
            frame.skip();
        }
    }

    private static List<@Nullable Object> elements(ForEach forEach, Frame frame) {
        Object value = forEach.in().value(frame.scope);
        if (!(value instanceof List<?> list)) {
            throw new EvaluationException(EvaluationException.Reason.INVALID, "for_each: this is no list");
        }
        if (list.size() > MAX_ELEMENTS) {
            throw new EvaluationException(
                    EvaluationException.Reason.INVALID,
                    "for_each: the list has " + list.size() + " elements; at most " + MAX_ELEMENTS + " are possible");
        }
        return new ArrayList<>(list);
    }

    private void enter(Step step, Action.Include include, Frame frame) {
        Scope inner = frame.scope.inner();
        Variables.builtIn(execution, inner);
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        WorkflowDefinition included = frame.workflow.included().get(include.workflow());
        try {
            if (!conditionsHold(step, frame)) {
                keep(StepRecord.leftOut(step, now(), "its condition does not hold"), frame);
                return;
            }
            for (Map.Entry<String, ValueTemplate> with : include.with().entrySet()) {
                given.put(with.getKey(), with.getValue().value(frame.scope));
            }
        } catch (EvaluationException e) {
            keep(StepRecord.troubled(step, now(), null, workflow(e)), frame);
            return;
        }
        if (included == null) {
            Trouble missing = new Trouble(Trouble.Kind.WORKFLOW, "there is no workflow " + include.workflow());
            keep(StepRecord.troubled(step, now(), null, missing), frame);
            return;
        }
        Optional<Trouble> trouble = Variables.fill(included, given, inner);
        if (trouble.isPresent()) {
            keep(StepRecord.troubled(step, now(), null, trouble.get()), frame);
        } else {
            frames.push(Frame.inner(step, include, included, inner));
        }
    }

    private boolean conditionsHold(Step step, Frame frame) {
        Assertions assertions = new Assertions(frame.scope);
        return step.when().stream().allMatch(assertions::holds);
    }

    private void leave() {
        Frame ended = frames.pop();
        Frame outer = frames.peek();
        if (outer != null) {
            if (ended.as != null) {
                outer.scope.put(ended.as, ended.captured());
            }
            outer.advance();
        }
    }

    // ---- records

    private void keep(StepRecord done, Frame frame) {
        course.record(done);
        frame.advance();
    }

    private @Nullable StepRecord notTaken(Step step, Frame frame) {
        Instant now = now();
        StepRecord stopped = impossible != null
                ? course.impossible(step, impossible, now)
                : step.part() == Part.TEARDOWN ? null : course.stopped(step, now);
        if (stopped != null) {
            return stopped;
        }
        Set<String> missing = course.failed() && step.action() instanceof Action.Send
                ? new StepTaker(surroundings, frame.scope, deadline, false).missing(step)
                : Set.of();
        return missing.isEmpty()
                ? null
                : StepRecord.leftOut(step, now, "an earlier step did not give " + String.join(", ", missing));
    }

    private static Trouble workflow(EvaluationException e) {
        return new Trouble(Trouble.Kind.WORKFLOW, String.valueOf(e.getMessage()));
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}

package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.BodyTemplate;
import dev.liverun.runner.workflow.ForEach;
import dev.liverun.runner.workflow.Repeat;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.expecting.Assertion;
import dev.liverun.runner.workflow.expecting.Capture;
import dev.liverun.runner.workflow.expecting.Condition;
import dev.liverun.runner.workflow.expecting.Predicate;
import dev.liverun.runner.workflow.reading.WorkflowReader.ReadStep;
import dev.liverun.runner.workflow.reading.YamlValue.Place;
import dev.liverun.runner.workflow.template.Expression;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Every <code>${name}</code> must be known where it is used; found when the document is read, not in the middle of a run. */
final class References {

    /** What every execution knows, and the members of it. */
    static final Map<String, Set<String>> BUILT_IN = Map.of(
            "run", Set.of("id", "tag"),
            "session", Set.of("id"),
            "endpoint", Set.of("id", "name"));

    /** Names that a workflow cannot take. */
    static final Set<String> RESERVED = Set.of("run", "session", "endpoint", "key");

    private final Findings findings;
    private final Set<String> known = new HashSet<>(BUILT_IN.keySet());
    private final Map<String, String> secretFrom = new HashMap<>();

    References(Findings findings, Set<String> secretVariables) {
        this.findings = findings;
        secretVariables.forEach(name -> secretFrom.put(name, "vars"));
    }

    void check(Fields workflow, List<Variable> variables, List<ReadStep> steps) {
        for (Variable variable : variables) {
            if (variable.defaultValue() != null) {
                variable.defaultValue().references(known(workflow.placeOf("vars"), known));
            }
            known.add(variable.name());
        }
        steps.forEach(this::check);
    }

    private void check(ReadStep read) {
        Step step = read.step();
        Fields fields = read.fields();
        ForEach forEach = step.forEach();
        boolean shadowed = forEach != null && known.contains(forEach.as());
        if (forEach != null) {
            forEach.in().references(known(fields.placeOf("for_each"), known));
            known.add(forEach.as());
        }
        for (Condition condition : step.when()) {
            var visitor = known(fields.placeOf("when"), known);
            condition.value().references(visitor);
            references(condition.predicate(), visitor);
        }
        if (step.action() instanceof Action.Send send) {
            check(step, send.request(), fields);
        } else if (step.action() instanceof Action.Ask ask) {
            var visitor = known(fields.placeOf("ask"), known);
            if (ask.who() != null) {
                ask.who().references(visitor);
            }
            ask.question().references(visitor);
            if (ask.expected() != null) {
                ask.expected().references(visitor);
            }
        } else if (step.action() instanceof Action.Include include) {
            var visitor = known(fields.placeOf("with"), known);
            include.with().values().forEach(value -> value.references(visitor));
        }
        if (step.as() != null) {
            known.add(step.as());
        }
        if (forEach != null && !shadowed) {
            known.remove(forEach.as());
        }
    }

    private void check(Step step, RequestTemplate request, Fields fields) {
        if (step.key() != null) {
            step.key().references(known(fields.placeOf("key"), known));
        }
        if (step.money() != null) {
            step.money().amount().references(known(fields.placeOf("money"), known));
        }
        Set<String> sending = new HashSet<>(known);
        var keyIsSent = new AtomicBoolean();
        if (step.key() != null) {
            sending.add("key");
        }
        references(
                request,
                known(fields.placeOf("request"), sending)
                        .andThen(reference ->
                                keyIsSent.compareAndSet(false, reference.root().equals("key"))));
        if (step.key() != null && !keyIsSent.get()) {
            findings.add(
                    fields.placeOf("key"), "the request does not carry it: put ${key} where the service expects it");
        }
        Set<String> checked = new HashSet<>(known);
        if (step.check() != null) {
            var visitor = forLater(fields.placeOf("check"), known);
            references(step.check().request(), visitor);
            step.check().doneIf().forEach(assertion -> references(assertion.predicate(), visitor));
            step.check().captures().forEach(capture -> checked.add(capture.name()));
        }
        for (Capture capture : step.captures()) {
            known.add(capture.name());
            checked.add(capture.name());
            if (capture.secret()) {
                secretFrom.put(capture.name(), step.name());
            }
        }
        assertions(step.assertions(), fields.placeOf("assert"));
        if (step.repeat() instanceof Repeat.Poll poll) {
            assertions(poll.until(), fields.placeOf("poll"));
        }
        if (step.undo() != null) {
            references(step.undo().request(), forLater(fields.placeOf("undo"), checked));
        }
    }

    private void assertions(List<Assertion> assertions, Place place) {
        assertions.forEach(assertion -> references(assertion.predicate(), known(place, known)));
    }

    /** An undo, and a check, are stored before they are needed, perhaps by another process; secrets are not stored. */
    private Consumer<Expression.Reference> forLater(Place place, Set<String> names) {
        return known(place, names).andThen(reference -> {
            if (secretFrom.containsKey(reference.root())) {
                findings.add(place, "${" + reference + "} is secret and cannot be kept for an undo");
            }
        });
    }

    private Consumer<Expression.Reference> known(Place place, Set<String> names) {
        return reference -> {
            if (!names.contains(reference.root())) {
                findings.add(
                        place,
                        "${" + reference + "} is not known here; known are " + String.join(", ", new TreeSet<>(names)));
            } else if (BUILT_IN.containsKey(reference.root())
                    && !(reference.path().size() == 2
                            && BUILT_IN.get(reference.root())
                                    .contains(reference.path().get(1)))) {
                findings.add(
                        place,
                        "${" + reference + "} is not known; " + reference.root() + " has "
                                + String.join(", ", new TreeSet<>(BUILT_IN.get(reference.root()))));
            }
        };
    }

    private static void references(Predicate predicate, Consumer<Expression.Reference> visitor) {
        ValueTemplate operand = predicate.operand();
        if (operand != null) {
            operand.references(visitor);
        }
    }

    private static void references(RequestTemplate request, Consumer<Expression.Reference> visitor) {
        request.url().references(visitor);
        request.headers().values().forEach(header -> header.references(visitor));
        request.query().values().forEach(value -> value.references(visitor));
        if (request.body() instanceof BodyTemplate.Json json) {
            json.value().references(visitor);
        } else if (request.body() instanceof BodyTemplate.Form form) {
            form.fields().values().forEach(field -> field.references(visitor));
        } else if (request.body() instanceof BodyTemplate.Multipart multipart) {
            multipart.parts().forEach(part -> {
                part.content().references(visitor);
                if (part.filename() != null) {
                    part.filename().references(visitor);
                }
            });
        } else if (request.body() instanceof BodyTemplate.Raw raw) {
            raw.text().references(visitor);
        }
    }
}

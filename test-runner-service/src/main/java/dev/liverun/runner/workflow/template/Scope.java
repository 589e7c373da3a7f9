package dev.liverun.runner.workflow.template;

import dev.liverun.runner.workflow.template.EvaluationException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of one execution, and which of their values are secret. Not for several threads at once. */
public final class Scope {

    private final Functions functions;
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private final Set<String> secrets;
    private final boolean open;

    public Scope(Functions functions) {
        this(functions, new LinkedHashSet<>(), false);
    }

    private Scope(Functions functions, Set<String> secrets, boolean open) {
        this.functions = functions;
        this.secrets = secrets;
        this.open = open;
    }

    /** One in which what has no value yet stands for itself, as <code>${name}</code>: nothing ever fails. */
    public static Scope open(Functions functions) {
        return new Scope(functions, new LinkedHashSet<>(), true);
    }

    /** For a workflow within another: variables of its own, the same secrets. */
    public Scope inner() {
        return new Scope(functions, secrets, open);
    }

    /** Whether what has no value yet stands for itself. */
    public boolean isOpen() {
        return open;
    }

    public void put(String name, @Nullable Object value) {
        variables.put(name, value);
    }

    /** A value that must not be recorded in clear anywhere. */
    public void putSecret(String name, @Nullable Object value) {
        put(name, value);
        if (value != null) {
            secrets.add(Values.text(value));
        }
    }

    public void remove(String name) {
        variables.remove(name);
    }

    public Map<String, @Nullable Object> variables() {
        return variables;
    }

    /** The values that must not be recorded, as text. */
    public Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    public void addSecrets(Collection<String> values) {
        secrets.addAll(values);
    }

    /** @throws EvaluationException if something has no value, or not the right one */
    @Nullable
    Object evaluate(Expression expression) {
        if (!open) {
            return valueOf(expression);
        }
        try {
            return valueOf(expression);
        } catch (EvaluationException e) {
            return "${" + expression + "}";
        }
    }

    private @Nullable Object valueOf(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value();
        }
        if (expression instanceof Expression.Call call) {
            List<@Nullable Object> arguments = new ArrayList<>();
            call.arguments().forEach(argument -> arguments.add(valueOf(argument)));
            return functions.call(call.function(), arguments);
        }
        return resolve((Expression.Reference) expression);
    }

    private @Nullable Object resolve(Expression.Reference reference) {
        if (!variables.containsKey(reference.root())) {
            throw new EvaluationException(Reason.MISSING, "${" + reference + "} has no value");
        }
        Object value = variables.get(reference.root());
        for (String member : reference.path().subList(1, reference.path().size())) {
            if (!(value instanceof Map<?, ?> object) || !object.containsKey(member)) {
                throw new EvaluationException(Reason.MISSING, "${" + reference + "} has no value");
            }
            value = object.get(member);
        }
        return value;
    }
}

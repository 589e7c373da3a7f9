package dev.liverun.runner.workflow.template;

import java.util.List;
import java.util.stream.Collectors;

/** What stands between <code>${</code> and <code>}</code>. */
public sealed interface Expression {

    /** A variable, or a member of one: {@code user.id}. */
    record Reference(List<String> path) implements Expression {
        public Reference {
            path = List.copyOf(path);
        }

        public String root() {
            return path.get(0);
        }

        @Override
        public String toString() {
            return String.join(".", path);
        }
    }

    /** A function of {@link Functions}. */
    record Call(String function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return function + arguments.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** Text in single quotes, or a number. */
    record Constant(Object value) implements Expression {
        @Override
        public String toString() {
            return value instanceof String text ? "'" + text + "'" : Values.text(value);
        }
    }
}

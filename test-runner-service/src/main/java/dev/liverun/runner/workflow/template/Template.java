package dev.liverun.runner.workflow.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Text with <code>${…}</code> in it; <code>$${</code> stands for a literal <code>${</code>. */
public final class Template {

    private final String source;
    /** {@link String} or {@link Expression}. */
    private final List<Object> parts;

    private Template(String source, List<Object> parts) {
        this.source = source;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException says for people what is wrong */
    public static Template parse(String source) {
        List<Object> parts = new ArrayList<>();
        var literal = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf("${", at);
            if (open < 0) {
                break;
            }
            if (open > at && source.charAt(open - 1) == '$') {
                literal.append(source, at, open - 1).append("${");
                at = open + 2;
                continue;
            }
            int close = closing(source, open + 2);
            literal.append(source, at, open);
            if (literal.length() > 0) {
                parts.add(literal.toString());
                literal.setLength(0);
            }
            parts.add(ExpressionParser.parse(source.substring(open + 2, close)));
            at = close + 1;
        }
        literal.append(source.substring(Math.min(at, source.length())));
        if (literal.length() > 0) {
            parts.add(literal.toString());
        }
        return new Template(source, List.copyOf(parts));
    }

    private static int closing(String source, int from) {
        boolean quoted = false;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return i;
            }
        }
        throw new IllegalArgumentException("${ is not closed");
    }

    /** Whether there is nothing to fill in. */
    public boolean constant() {
        return parts.stream().noneMatch(Expression.class::isInstance);
    }

    /** The text before the first value. */
    public String prefix() {
        return !parts.isEmpty() && parts.get(0) instanceof String literal ? literal : "";
    }

    /** Text with all values put in. */
    public String text(Scope scope) {
        return text(scope, UnaryOperator.identity());
    }

    /** Text with all values put in, each after {@code encoding}; the template's own text stays as it is. */
    public String text(Scope scope, UnaryOperator<String> encoding) {
        var text = new StringBuilder();
        for (Object part : parts) {
            text.append(
                    part instanceof Expression expression
                            ? encoding.apply(Values.text(scope.evaluate(expression)))
                            : (String) part);
        }
        return text.toString();
    }

    /** One <code>${…}</code> alone keeps its type (a number, a list, null); everything else is text. */
    public @Nullable Object value(Scope scope) {
        return parts.size() == 1 && parts.get(0) instanceof Expression expression
                ? scope.evaluate(expression)
                : text(scope);
    }

    /**
     * The same with the values put in that are known; what has none yet stays an expression. Reading the result as a
     * template again gives what this one would.
     *
     * @param encoding of each value that is put in
     */
    public String partly(Scope scope, UnaryOperator<String> encoding) {
        var text = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Expression expression) {
                text.append(known(expression, scope, encoding));
            } else {
                text.append(escaped((String) part));
            }
        }
        return text.toString();
    }

    private static String known(Expression expression, Scope scope, UnaryOperator<String> encoding) {
        try {
            return escaped(encoding.apply(Values.text(scope.evaluate(expression))));
        } catch (EvaluationException e) {
            return "${" + expression + "}";
        }
    }

    private static String escaped(String text) {
        return text.replace("${", "$${");
    }

    /** {@link #partly} for a value: one <code>${…}</code> alone keeps its type. */
    public @Nullable Object partlyValue(Scope scope) {
        if (parts.size() == 1 && parts.get(0) instanceof Expression expression) {
            try {
                Object value = scope.evaluate(expression);
                return value instanceof String text ? escaped(text) : value;
            } catch (EvaluationException e) {
                return "${" + expression + "}";
            }
        }
        return partly(scope, UnaryOperator.identity());
    }

    public void references(Consumer<Expression.Reference> visitor) {
        for (Object part : parts) {
            if (part instanceof Expression expression) {
                references(expression, visitor);
            }
        }
    }

    private static void references(Expression expression, Consumer<Expression.Reference> visitor) {
        if (expression instanceof Expression.Reference reference) {
            visitor.accept(reference);
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> references(argument, visitor));
        }
    }

    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}

package dev.liverun.runner.workflow.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** {@code name}, {@code name.member}, {@code 'text'}, {@code 12.5}, {@code function(argument, …)}. Nothing else. */
final class ExpressionParser {

    private static final int MAX_DEPTH = 10;

    private final String text;
    private int at;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException says for people what is wrong */
    static Expression parse(String text) {
        var parser = new ExpressionParser(text);
        Expression expression = parser.expression();
        parser.skipBlanks();
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("unexpected '" + text.substring(parser.at) + "' in ${" + text + "}");
        }
        return expression;
    }

    private Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too deeply nested: ${" + text + "}");
        }
        skipBlanks();
        char c = peek();
        Expression found;
        if (c == '\'') {
            found = quoted();
        } else if (c == '-' || Character.isDigit(c)) {
            found = number();
        } else {
            found = nameOrCall();
        }
        depth--;
        return found;
    }

    private Expression quoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quote is not closed in ${" + text + "}");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return new Expression.Constant(value);
    }

    private Expression number() {
        int start = at;
        at++;
        while (Character.isDigit(peek()) || peek() == '.') {
            at++;
        }
        try {
            return new Expression.Constant(new BigDecimal(text.substring(start, at)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + text.substring(start, at), e);
        }
    }

    private Expression nameOrCall() {
        String name = name();
        skipBlanks();
        if (peek() == '(') {
            at++;
            return call(name);
        }
        List<String> path = new ArrayList<>();
        path.add(name);
        while (peek() == '.') {
            at++;
            path.add(name());
        }
        return new Expression.Reference(path);
    }

    private Expression call(String function) {
        List<Expression> arguments = new ArrayList<>();
        skipBlanks();
        if (peek() == ')') {
            at++;
        } else {
            do {
                arguments.add(expression());
                skipBlanks();
            } while (accept(','));
            if (!accept(')')) {
                throw new IllegalArgumentException("')' is missing in ${" + text + "}");
            }
        }
        Functions.check(function, arguments.size());
        return new Expression.Call(function, arguments);
    }

    private String name() {
        int start = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
            at++;
        }
        if (start == at) {
            throw new IllegalArgumentException("a name is missing in ${" + text + "}");
        }
        return text.substring(start, at);
    }

    private boolean accept(char expected) {
        if (peek() == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (peek() == ' ') {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}

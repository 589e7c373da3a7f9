package dev.liverun.runner.workflow.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON value whose texts may have <code>${…}</code> in them; names of members are literal. */
public sealed interface ValueTemplate {

    /** @throws EvaluationException if something has no value, or not the right one */
    @Nullable
    Object value(Scope scope);

    /** The same with the values put in that are known, to be read as a template again. */
    @Nullable
    Object partly(Scope scope);

    void references(Consumer<Expression.Reference> visitor);

    /** Numbers, booleans and null. */
    record Constant(@Nullable Object value) implements ValueTemplate {
        @Override
        public @Nullable Object value(Scope scope) {
            return value;
        }

        @Override
        public @Nullable Object partly(Scope scope) {
            return value;
        }

        @Override
        public void references(Consumer<Expression.Reference> visitor) {}
    }

    /** Text, or the typed value of a single <code>${…}</code>. */
    record Text(Template template) implements ValueTemplate {
        @Override
        public @Nullable Object value(Scope scope) {
            return template.value(scope);
        }

        @Override
        public @Nullable Object partly(Scope scope) {
            return template.partlyValue(scope);
        }

        @Override
        public void references(Consumer<Expression.Reference> visitor) {
            template.references(visitor);
        }
    }

    /** An array. */
    record Elements(List<ValueTemplate> elements) implements ValueTemplate {
        @Override
        public Object value(Scope scope) {
            List<@Nullable Object> values = new ArrayList<>(elements.size());
            elements.forEach(element -> values.add(element.value(scope)));
            return values;
        }

        @Override
        public Object partly(Scope scope) {
            List<@Nullable Object> values = new ArrayList<>(elements.size());
            elements.forEach(element -> values.add(element.partly(scope)));
            return values;
        }

        @Override
        public void references(Consumer<Expression.Reference> visitor) {
            elements.forEach(element -> element.references(visitor));
        }
    }

    /** An object. */
    record Members(Map<String, ValueTemplate> members) implements ValueTemplate {
        @Override
        public Object value(Scope scope) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            members.forEach((name, member) -> values.put(name, member.value(scope)));
            return values;
        }

        @Override
        public Object partly(Scope scope) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            members.forEach((name, member) -> values.put(name, member.partly(scope)));
            return values;
        }

        @Override
        public void references(Consumer<Expression.Reference> visitor) {
            members.values().forEach(member -> member.references(visitor));
        }
    }
}

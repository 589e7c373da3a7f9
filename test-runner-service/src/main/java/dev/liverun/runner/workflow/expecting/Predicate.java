package dev.liverun.runner.workflow.expecting;

import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a value is compared with, and how. */
public sealed interface Predicate {

    /** As the document writes it. */
    String keyword();

    /** What it is compared with, where that is a value of the document. */
    default @Nullable ValueTemplate operand() {
        return null;
    }

    /**
     * The same value. Numbers compare exactly; of an object every expected member must be equal and further ones do not
     * matter, so that additive changes of a service break no test; lists must have the same length.
     */
    record Equals(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "equals";
        }
    }

    /** Equal to one of a list. */
    record OneOf(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "one_of";
        }
    }

    /** Text has this part, a list this element, an object this member. */
    record Contains(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "contains";
        }
    }

    /** The text begins with it. */
    record StartsWith(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "starts_with";
        }
    }

    /** The text ends with it. */
    record EndsWith(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "ends_with";
        }
    }

    /** A part of the text matches. */
    record Matches(TextPattern pattern) implements Predicate {
        @Override
        public String keyword() {
            return "matches";
        }
    }

    /** Whether it is there at all; null is there. */
    record Exists(boolean expected) implements Predicate {
        @Override
        public String keyword() {
            return "exists";
        }
    }

    /** Whether a text, list or object has nothing in it. */
    record Empty(boolean expected) implements Predicate {
        @Override
        public String keyword() {
            return "empty";
        }
    }

    /** What kind of JSON value it is. */
    record Type(JsonType expected) implements Predicate {
        @Override
        public String keyword() {
            return "type";
        }
    }

    /** A number, also as text, in this relation to a bound; compared as exact decimals. */
    record Compare(Relation relation, ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return relation.keyword();
        }
    }

    /** A number, also as text, not below the first and not above the second of two. */
    record Between(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "between";
        }
    }

    /** How many elements a list or members an object has. */
    record Count(ValueTemplate operand) implements Predicate {
        @Override
        public String keyword() {
            return "count";
        }
    }

    /** The document satisfies a JSON Schema; members that the schema does not name never matter. */
    record Conforms(ResponseSchema schema) implements Predicate {
        @Override
        public String keyword() {
            return "conforms to the schema";
        }
    }

    /** The opposite. What is not there, or cannot be compared, does not hold either way. */
    record Not(Predicate predicate) implements Predicate {
        @Override
        public String keyword() {
            return "not " + predicate.keyword();
        }

        @Override
        public @Nullable ValueTemplate operand() {
            return predicate.operand();
        }
    }

    /** An order of numbers. */
    enum Relation {
        LESS_THAN,
        AT_MOST,
        AT_LEAST,
        GREATER_THAN;

        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @param order of the value and the bound, as {@link Comparable#compareTo} gives it */
        public boolean holds(int order) {
            return switch (this) {
                case LESS_THAN -> order < 0;
                case AT_MOST -> order <= 0;
                case AT_LEAST -> order >= 0;
                case GREATER_THAN -> order > 0;
            };
        }
    }

    /** The kinds of JSON values. */
    enum JsonType {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        ARRAY,
        OBJECT,
        NULL;

        public static final List<String> NAMES =
                List.of("string", "number", "integer", "boolean", "array", "object", "null");
    }
}

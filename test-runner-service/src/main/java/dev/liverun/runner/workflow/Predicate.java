package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.ValueTemplate;

/** What a value is compared with, and how. */
public sealed interface Predicate {

    /** As the document writes it. */
    String keyword();

    /**
     * The same value. Numbers compare exactly; of an object every expected member must be equal and further ones do not
     * matter, so that additive changes of a service break no test; lists must have the same length.
     */
    record Equals(ValueTemplate expected) implements Predicate {
        @Override
        public String keyword() {
            return "equals";
        }
    }

    /** Text has this part, a list this element, an object this member. */
    record Contains(ValueTemplate expected) implements Predicate {
        @Override
        public String keyword() {
            return "contains";
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

    /** A number, also as text, below; compared as exact decimals. */
    record LessThan(ValueTemplate bound) implements Predicate {
        @Override
        public String keyword() {
            return "less_than";
        }
    }

    /** A number, also as text, above; compared as exact decimals. */
    record GreaterThan(ValueTemplate bound) implements Predicate {
        @Override
        public String keyword() {
            return "greater_than";
        }
    }

    /** How many elements a list or members an object has. */
    record Count(ValueTemplate expected) implements Predicate {
        @Override
        public String keyword() {
            return "count";
        }
    }
}

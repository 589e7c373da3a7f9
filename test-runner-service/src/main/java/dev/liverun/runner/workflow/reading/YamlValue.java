package dev.liverun.runner.workflow.reading;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the document, and where it stands. */
sealed interface YamlValue {

    Place place();

    /** What it is, for messages. */
    String kind();

    /** Line and column from 1, and the path through the document. */
    record Place(int line, int column, String path) {}

    /**
     * Text, a number (exact), a boolean or null.
     *
     * @param text as it is written
     */
    record Scalar(Place place, @Nullable Object value, String text) implements YamlValue {
        @Override
        public String kind() {
            if (value == null) {
                return "nothing";
            }
            return value instanceof String ? "text" : value instanceof Boolean ? "a boolean" : "a number";
        }
    }

    /** An array. */
    record Elements(Place place, List<YamlValue> elements) implements YamlValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object, in the document's order. */
    record Members(Place place, Map<String, Member> members) implements YamlValue {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A member, and where its key stands. */
    record Member(Place key, YamlValue value) {}
}

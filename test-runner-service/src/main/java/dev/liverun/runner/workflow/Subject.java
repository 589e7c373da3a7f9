package dev.liverun.runner.workflow;

/** The part of an answer that is looked at. */
public sealed interface Subject {

    /** As the document writes it, e.g. {@code header Content-Type}. */
    String label();

    /** The status code, a number. */
    record Status() implements Subject {
        @Override
        public String label() {
            return "status";
        }
    }

    /** A header's first value, text. */
    record Header(String name) implements Subject {
        @Override
        public String label() {
            return "header " + name;
        }
    }

    /** The whole body as text. */
    record Body() implements Subject {
        @Override
        public String label() {
            return "body";
        }
    }

    /** What a path finds in a JSON body; for a path that can find several, the list of them. */
    record Json(JsonPathExpression path) implements Subject {
        @Override
        public String label() {
            return "jsonpath " + path.source();
        }
    }

    /** The latency in milliseconds, waiting for our own rate budget not counted. */
    record Latency() implements Subject {
        @Override
        public String label() {
            return "duration";
        }
    }
}

package dev.liverun.runner.workflow.expecting;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of an answer that is looked at. */
public sealed interface Subject {

    /** As the document writes it, e.g. {@code header Content-Type}. */
    String label();

    /** Where in the body, for a subject that says it. */
    default Optional<String> path() {
        return Optional.empty();
    }

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

    /**
     * A cookie that the answer sets.
     *
     * @param attribute in small letters, e.g. {@code path}, instead of the value; a flag such as {@code secure} is true
     */
    record Cookie(String name, @Nullable String attribute) implements Subject {
        @Override
        public String label() {
            return "cookie " + name + (attribute == null ? "" : "[" + attribute + "]");
        }
    }

    /** The whole body as text. */
    record Body() implements Subject {
        @Override
        public String label() {
            return "body";
        }
    }

    /** What a regular expression finds in the body: its first group, or the whole match if it has none. */
    record Regex(TextPattern pattern) implements Subject {
        @Override
        public String label() {
            return "regex " + pattern.source();
        }
    }

    /** How many bytes the body has. */
    record Size() implements Subject {
        @Override
        public String label() {
            return "size";
        }
    }

    /** What a path finds in a JSON body; for a path that can find several, the list of them. */
    record Json(JsonPathExpression expression) implements Subject {
        @Override
        public String label() {
            return "jsonpath " + expression.source();
        }

        @Override
        public Optional<String> path() {
            return Optional.of(expression.source());
        }
    }

    /** What an XPath finds in an XML body: text, number or boolean; of nodes the text of the first. */
    record Xml(XPathQuery query) implements Subject {
        @Override
        public String label() {
            return "xpath " + query.source();
        }

        @Override
        public Optional<String> path() {
            return Optional.of(query.source());
        }
    }

    /** The whole body as JSON. */
    record Document() implements Subject {
        @Override
        public String label() {
            return "schema";
        }

        @Override
        public Optional<String> path() {
            return Optional.of("$");
        }
    }

    /** The latency in milliseconds, waiting for our own rate budget not counted. */
    record Latency() implements Subject {
        @Override
        public String label() {
            return "duration";
        }
    }

    /** Something of the certificate that the answer came under. */
    record Certificate(CertificateField field) implements Subject {
        @Override
        public String label() {
            return "certificate " + field.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can be looked at of a certificate. */
    enum CertificateField {
        SUBJECT,
        ISSUER,
        /** RFC 3339. */
        NOT_AFTER,
        /** Whole days from now. */
        EXPIRES_IN_DAYS,
        /** The TLS version, e.g. {@code TLSv1.3}. */
        PROTOCOL
    }
}

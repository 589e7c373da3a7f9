package dev.liverun.api.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A table of requests that must be refused, each with the problem that must come back and the fields that it must name;
 * and nothing may have changed.
 *
 * <pre>{@code
 * new BadInput(() -> Tokens.as(Roles.TESTER, "ada"))
 *         .unchanged(() -> countOfSessions())
 *         .body("POST", "/sessions", """
 *                 {"name": "a", "configuration": {}}""")          // valid; each row changes one thing
 *             .with("name", "\"\"").violates("name")
 *             .with("name", "7").violates("name")
 *             .without("name").violates("name")
 *             .usual()                                            // malformed, wrong root, unknown field, too large, ...
 *         .request("GET", "/sessions?limit=0").violates("limit")
 *         .request("GET", "/sessions/17").violates("id")
 *         .request("GET", "/sessions/" + UUID.randomUUID()).is(404, "not-found")
 *         .verify();
 * }</pre>
 */
public final class BadInput {

    private static final String BASE = "/api/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<RequestSpecification> caller;
    private final List<Row> rows = new ArrayList<>();
    private Supplier<?> state = () -> "";

    /** @param caller somebody who would be allowed to do it right */
    public BadInput(Supplier<RequestSpecification> caller) {
        this.caller = caller;
    }

    /** {@code counted} is compared before and after: nothing may be half written. */
    public BadInput unchanged(Supplier<?> counted) {
        state = counted;
        return this;
    }

    /** Rows that are made from a valid body by changing one thing in it. */
    public Body body(String method, String path, String validJson) {
        return new Body(method, path, validJson, Map.of());
    }

    /** A row without a body. */
    public Expectation request(String method, String path) {
        return new Expectation(new Row(method, path, null, "", Map.of()));
    }

    /** @throws AssertionError that lists every row that was answered otherwise */
    public void verify() {
        var differences = new ArrayList<String>();
        var before = state.get();
        for (var row : rows) {
            row.compare(caller.get(), differences);
        }
        var after = state.get();
        if (!before.equals(after)) {
            differences.add("something was written: " + before + " became " + after);
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("Bad input:\n  " + String.join("\n  ", differences));
        }
    }

    /** Makes rows from one valid body. */
    public final class Body {

        private final String method;
        private final String path;
        private final String valid;
        private final Map<String, String> headers;

        private Body(String method, String path, String valid, Map<String, String> headers) {
            this.method = method;
            this.path = path;
            this.valid = valid;
            this.headers = headers;
        }

        /** With a header, such as If-Match. */
        public Body header(String name, String value) {
            var more = new java.util.HashMap<>(headers);
            more.put(name, value);
            return new Body(method, path, valid, more);
        }

        /** One field is {@code json} instead. {@code field} is a name, or a JSON pointer to somewhere deeper. */
        public Expectation with(String field, String json) {
            return row(change(field, json));
        }

        /** One field is missing. */
        public Expectation without(String field) {
            return row(change(field, null));
        }

        /** Another body altogether. */
        public Expectation instead(String body) {
            return row(body);
        }

        /** As another content type. */
        public Expectation as(String contentType) {
            return new Expectation(new Row(method, path, valid, contentType, headers), this);
        }

        /** What every body must be refused for. */
        public Body usual() {
            instead("{").is(400, "malformed-body");
            instead("{} {}").is(400);
            instead("[]").violates("body");
            instead("\"text\"").violates("body");
            instead("null").violates("body");
            instead("").violates("body");
            with("no_such_field", "1").violates("no_such_field");
            instead("\"" + "x".repeat(2_000_000) + "\"").is(413, "body-too-large");
            as("text/plain").is(415, "unsupported-content");
            return this;
        }

        public Body body(String otherMethod, String otherPath, String validJson) {
            return BadInput.this.body(otherMethod, otherPath, validJson);
        }

        public Expectation request(String otherMethod, String otherPath) {
            return BadInput.this.request(otherMethod, otherPath);
        }

        public void verify() {
            BadInput.this.verify();
        }

        private Expectation row(String body) {
            return new Expectation(new Row(method, path, body, "application/json", headers), this);
        }

        private String change(String field, String json) {
            try {
                var root = (ObjectNode) JSON.readTree(valid);
                var parent = root;
                var name = field;
                if (field.startsWith("/")) {
                    parent = (ObjectNode) root.at(field.substring(0, field.lastIndexOf('/')));
                    name = field.substring(field.lastIndexOf('/') + 1);
                }
                if (json == null) {
                    parent.remove(name);
                } else {
                    parent.set(name, JSON.readTree(json));
                }
                return JSON.writeValueAsString(root);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not JSON: " + json, e);
            }
        }
    }

    /** What must come back. */
    public final class Expectation {

        private final Row row;
        private final Body source;

        private Expectation(Row row) {
            this(row, new Body(row.method, row.path, "{}", Map.of()));
        }

        private Expectation(Row row, Body source) {
            this.row = row;
            this.source = source;
        }

        /** 400 or 422 that names exactly these fields. */
        public Body violates(String... fields) {
            return add(row.expecting(0, "", new TreeSet<>(List.of(fields))));
        }

        /** This status, whatever the problem's type. */
        public Body is(int status) {
            return add(row.expecting(status, "", Set.of()));
        }

        /** This status and type ({@code https://liverun.dev/problems/<slug>}), naming these fields if any. */
        public Body is(int status, String slug, String... fields) {
            return add(row.expecting(status, slug, new TreeSet<>(List.of(fields))));
        }

        private Body add(Row expected) {
            rows.add(expected);
            return source;
        }
    }

    private record Row(
            String method,
            String path,
            String body,
            String contentType,
            Map<String, String> headers,
            int status,
            String slug,
            Set<String> fields) {

        Row(String method, String path, String body, String contentType, Map<String, String> headers) {
            this(method, path, body, contentType, headers, 0, "", Set.of());
        }

        Row expecting(int wantedStatus, String wantedSlug, Set<String> wantedFields) {
            return new Row(method, path, body, contentType, headers, wantedStatus, wantedSlug, wantedFields);
        }

        void compare(RequestSpecification request, List<String> differences) {
            request.headers(headers);
            if (body != null) {
                request.contentType(contentType).body(body);
            }
            var answer = request.urlEncodingEnabled(false).request(method, BASE + path);
            var wrong = difference(answer);
            if (!wrong.isEmpty()) {
                var shown = body == null ? "" : " " + (body.length() > 200 ? body.substring(0, 200) + "…" : body);
                differences.add(method + " " + path + shown + ": " + wrong + "; it was " + answer.statusCode() + " "
                        + answer.asString());
            }
        }

        private String difference(Response answer) {
            if (!answer.contentType().startsWith("application/problem+json")) {
                return "not a problem document";
            }
            var problem = answer.jsonPath();
            if (status == 0
                    ? answer.statusCode() != 400 && answer.statusCode() != 422
                    : answer.statusCode() != status) {
                return "expected " + (status == 0 ? "400 or 422" : status);
            }
            if (problem.getInt("status") != answer.statusCode() || problem.getString("correlation_id") == null) {
                return "status or correlation_id is missing";
            }
            if (!slug.isEmpty() && !("https://liverun.dev/problems/" + slug).equals(problem.getString("type"))) {
                return "expected type " + slug;
            }
            List<String> named = problem.getList("violations.field");
            var found = new TreeSet<>(named == null ? Collections.<String>emptyList() : named);
            return fields.isEmpty() || fields.equals(found) ? "" : "expected violations of " + fields;
        }
    }
}

package dev.liverun.runner.drafts;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.liverun.runner.workflow.template.Values;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that is made a step: without the credentials, which are the endpoint's, and without what browsers add. */
final class DraftStep {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization",
            "cookie",
            "x-api-key",
            "api-key",
            "apikey",
            "x-auth-token",
            "proxy-authorization",
            "y-api-token");
    private static final Set<String> NOISE = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "user-agent",
            "accept-encoding",
            "accept-language",
            "origin",
            "referer",
            "cache-control",
            "pragma",
            "dnt",
            "upgrade-insecure-requests",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "priority",
            "if-none-match",
            "if-modified-since",
            "postman-token");

    private final String method;
    private final String url;
    private final Map<String, @Nullable Object> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> captures = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> assertions = new ArrayList<>();
    private final Map<String, @Nullable Object> body = new LinkedHashMap<>();
    private @Nullable Object undo;

    private DraftStep(String method, String url) {
        this.method = method;
        this.url = url;
    }

    /**
     * @param address absolute, or a path; its query becomes the step's
     * @throws IllegalArgumentException says for people what is wrong
     */
    static DraftStep of(String method, String address, Draft draft) {
        String upper = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(upper)) {
            throw new IllegalArgumentException("the method " + method + " is not supported");
        }
        String relative = relative(address, draft);
        int fragment = relative.indexOf('#');
        String whole = fragment < 0 ? relative : relative.substring(0, fragment);
        int mark = whole.indexOf('?');
        DraftStep step = new DraftStep(upper, mark < 0 ? whole : whole.substring(0, mark));
        if (mark >= 0) {
            for (String pair : whole.substring(mark + 1).split("&")) {
                if (!pair.isEmpty()) {
                    String[] parts = pair.split("=", 2);
                    step.query(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
                }
            }
        }
        return step;
    }

    private static String relative(String address, Draft draft) {
        if (address.startsWith("/")) {
            return address;
        }
        if (!address.matches("https?://.*")) {
            throw new IllegalArgumentException("not an address that can be called: " + address);
        }
        int path = address.indexOf('/', address.indexOf("://") + 3);
        String origin = path < 0 ? address.replaceFirst("[?#].*$", "") : address.substring(0, path);
        try {
            URI.create(origin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an address that can be called: " + address, e);
        }
        draft.note("The endpoint's base URL has to be " + origin + ".");
        return path < 0 ? "/" : address.substring(path);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    boolean isSafe() {
        return SAFE.contains(method);
    }

    /** A value in the workflow's own syntax; the same name twice makes a list. */
    void query(String name, Object value) {
        query.merge(name, value, (one, other) -> {
            List<Object> several = new ArrayList<>(one instanceof List<?> list ? list : List.of(one));
            several.add(other);
            return several;
        });
    }

    void header(String name, String value, Draft draft) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (CREDENTIALS.contains(lower)) {
            draft.note("Credentials were left out (" + name + "): the endpoint's go with each request.");
        } else if (!NOISE.contains(lower)
                && !lower.startsWith("sec-")
                && !lower.startsWith(":")
                && !(lower.equals("accept") && value.equals("*/*"))
                && name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
            headers.put(name, value.replaceAll("[\\r\\n]", " "));
        }
    }

    /** Text of that content type, in the workflow's own syntax. */
    void body(String text, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded") && text.matches("[^\\s{\\[]*")) {
            Map<String, @Nullable Object> form = new LinkedHashMap<>();
            for (String pair : text.split("&")) {
                String[] parts = pair.split("=", 2);
                form.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
            body.put("form", form);
            headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
            return;
        }
        if (type.contains("json")
                || text.stripLeading().startsWith("{")
                || text.stripLeading().startsWith("[")) {
            try {
                json(Values.JSON.readValue(text, Object.class));
                return;
            } catch (JsonProcessingException e) {
                // Sent as it is then.
            }
        }
        if (!text.isEmpty()) {
            body.put("body", text);
        }
    }

    void json(@Nullable Object value) {
        body.put("json", value);
        headers.entrySet()
                .removeIf(header -> header.getKey().equalsIgnoreCase("Content-Type")
                        && header.getValue().toLowerCase(Locale.ROOT).startsWith("application/json"));
    }

    void form(Map<String, ?> fields) {
        body.put("form", new LinkedHashMap<>(fields));
    }

    void multipart(List<Map<String, @Nullable Object>> parts) {
        body.put("multipart", parts);
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
    }

    void capture(String name, String path) {
        captures.put(name, Map.of("jsonpath", path));
    }

    void expect(Map<String, ?> assertion) {
        assertions.add(new LinkedHashMap<>(assertion));
    }

    /** Taken back by that request. */
    void undo(DraftStep request) {
        undo = Map.of("request", request.request());
    }

    private Map<String, @Nullable Object> request() {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("method", method);
        request.put("url", url);
        if (!query.isEmpty()) {
            request.put("query", query);
        }
        if (!headers.isEmpty()) {
            request.put("headers", headers);
        }
        request.putAll(body);
        return request;
    }

    Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        if (!isSafe()) {
            step.put("kind", "write");
        }
        step.put("request", request());
        if (!captures.isEmpty()) {
            step.put("capture", captures);
        }
        if (!assertions.isEmpty()) {
            step.put("assert", assertions);
        }
        if (undo != null) {
            step.put("undo", undo);
        }
        return step;
    }
}

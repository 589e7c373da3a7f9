package dev.liverun.api.testing;

import dev.liverun.api.security.Roles;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Walks every route of the service under test as every role, and as nobody, and compares who was let in with what is
 * written down. A route that is not written down fails, so a new one must be decided on.
 *
 * <pre>{@code
 * new RoleMatrix()
 *         .allow(Roles.VIEWER, "GET /sessions", "GET /sessions/{id}")
 *         .allow(Roles.TESTER, "POST /sessions", "POST /sessions/{id}/start")
 *         .allow(Roles.SERVICE, "GET /sessions/{id}/scope")
 *         .allowEveryone("POST /github/webhooks")
 *         .allowOperations()
 *         .verify();
 * }</pre>
 *
 * Name the least role; what implies it follows. Routes are called with random ids and with a body that is no JSON, so
 * nothing is changed; a route that takes neither id nor body is really called.
 */
public final class RoleMatrix {

    private static final String BASE = "/api/v1";
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    private static final String NOBODY = "nobody";

    private final Map<String, Set<String>> expected = new LinkedHashMap<>();

    /** These routes are for {@code role} and for whoever implies it. May be called again for a second role. */
    public RoleMatrix allow(String role, String... routes) {
        for (var route : routes) {
            var roles = expected.computeIfAbsent(route, unknown -> new TreeSet<>());
            for (var candidate : Roles.ALL) {
                if (Roles.withImplied(Set.of(candidate)).contains(role)) {
                    roles.add(candidate);
                }
            }
        }
        return this;
    }

    /** These routes need no token. */
    public RoleMatrix allowEveryone(String... routes) {
        for (var route : routes) {
            var roles = new TreeSet<>(Roles.ALL);
            roles.add(NOBODY);
            expected.put(route, roles);
        }
        return this;
    }

    /** The routes that every service has from this module. */
    public RoleMatrix allowOperations() {
        return allow(
                Roles.OPERATOR,
                "GET /operations/{service}/audit",
                "GET /operations/{service}/dead-letters",
                "POST /operations/{service}/dead-letters/{id}/replay",
                "GET /operations/{service}/rebuilds",
                "POST /operations/{service}/rebuilds",
                "GET /operations/{service}/rebuilds/{id}",
                "DELETE /operations/{service}/rebuilds/{id}",
                "GET /operations/{service}/lag",
                "GET /operations/{service}/outbox");
    }

    /** @throws AssertionError that lists every difference */
    public void verify() {
        var differences = new ArrayList<String>();
        var routes = routes();
        for (var route : routes.entrySet()) {
            if (expected.containsKey(route.getKey())) {
                compare(route.getKey(), route.getValue(), differences);
            } else {
                differences.add(route.getKey() + " exists, and nobody has written down who may call it");
            }
        }
        for (var route : expected.keySet()) {
            if (!routes.containsKey(route)) {
                differences.add(route + " is written down, and does not exist");
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("Who may call what:\n  " + String.join("\n  ", differences));
        }
    }

    /** Each route and the content type that it takes; empty when it takes no body. */
    private static Map<String, String> routes() {
        Map<String, Map<String, Map<?, ?>>> paths = RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        var found = new LinkedHashMap<String, String>();
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                found.put(method.toUpperCase(Locale.ROOT) + " " + withoutBase(path), contentTypeOf(operation));
            }
        }));
        return found;
    }

    private static String contentTypeOf(Map<?, ?> operation) {
        return operation.get("requestBody") instanceof Map<?, ?> body
                        && body.get("content") instanceof Map<?, ?> content
                        && !content.isEmpty()
                ? content.keySet().iterator().next().toString()
                : "";
    }

    private void compare(String route, String contentType, List<String> differences) {
        var callers = new ArrayList<>(Roles.ALL);
        callers.add(NOBODY);
        for (var role : callers) {
            int status = call(route, contentType, role).statusCode();
            boolean wanted = expected.getOrDefault(route, Set.of()).contains(role);
            boolean letIn = status != 401 && status != 403;
            if (wanted != letIn) {
                differences.add(
                        route + " as " + role + " was " + (letIn ? "allowed" : "refused") + " (" + status + ")");
            } else if (!letIn && status != (role.equals(NOBODY) ? 401 : 403)) {
                differences.add(route + " as " + role + " was refused with " + status);
            } else if (status == 500) {
                differences.add(route + " as " + role + " failed (500)");
            }
        }
    }

    private static Response call(String route, String contentType, String role) {
        var method = route.substring(0, route.indexOf(' '));
        var path = BASE + route.substring(route.indexOf(' ') + 1);
        path = path.replace("{service}", ConfigProvider.getConfig().getValue("quarkus.application.name", String.class));
        path = path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        var request = role.equals(NOBODY) ? RestAssured.given() : Tokens.as(role);
        return withBody(request, contentType).request(method, path);
    }

    private static RequestSpecification withBody(RequestSpecification request, String contentType) {
        if (contentType.isEmpty()) {
            return request;
        }
        if (contentType.startsWith("multipart/")) {
            return request.multiPart("unexpected", "nothing");
        }
        return request.contentType(contentType.contains("*") ? "application/json" : contentType)
                .body("{".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String withoutBase(String path) {
        return path.startsWith(BASE) ? path.substring(BASE.length()) : path;
    }
}

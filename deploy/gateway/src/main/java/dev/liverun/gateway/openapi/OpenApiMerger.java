package dev.liverun.gateway.openapi;

import dev.liverun.gateway.routing.RouteTable;
import dev.liverun.gateway.routing.Service;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one OpenAPI document out of the services' own. Names stay stable whoever is away at the moment: components,
 * operation ids and tags always carry their service's name, also where nothing would collide. A path is taken from the
 * service that the gateway would pass it on to, and from no other.
 */
final class OpenApiMerger {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final String SCHEMES = "securitySchemes";
    private static final String COMPONENTS = "#/components/";
    private static final String OF_ANY_SERVICE = "/operations/{service}";

    private OpenApiMerger() {}

    /**
     * @param documents what the services say; one that is away is missing
     * @param missing the names of those that are away, for the note
     */
    static JsonObject merge(Map<Service, JsonObject> documents, List<String> missing) {
        var paths = new TreeMap<String, Object>();
        var components = new LinkedHashMap<String, Object>();
        var tags = new JsonArray();
        documents.forEach((service, document) -> {
            var renamed = rename(document, service);
            addPaths(paths, renamed, service);
            addComponents(components, renamed);
            addTags(tags, renamed, paths, service);
        });
        components.put(SCHEMES, schemes().getMap());
        var merged = new JsonObject()
                .put("openapi", version(documents))
                .put("info", info(missing))
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("security", new JsonArray().add(new JsonObject().put("bearer", new JsonArray())))
                .put("tags", tags)
                .put("paths", new JsonObject(paths))
                .put("components", new JsonObject(components));
        if (!missing.isEmpty()) {
            merged.put("x-missing-services", new JsonArray(missing));
        }
        return merged;
    }

    private static String version(Map<Service, JsonObject> documents) {
        return documents.values().stream()
                .map(document -> document.getString("openapi", "3.1.0"))
                .max(String::compareTo)
                .orElse("3.1.0");
    }

    private static JsonObject info(List<String> missing) {
        var text = "Everything Liverun can do, through its gateway. Sign in with a bearer token, or in a browser by the"
                + " link that `./liverun up` prints; browsers then send the header `X-Liverun-Client` with every change."
                + " Errors are RFC 9457 problem documents.";
        var note = missing.isEmpty()
                ? ""
                : "\n\n**Incomplete:** " + String.join(", ", missing)
                        + " could not be asked for their part. It comes back with them.";
        return new JsonObject().put("title", "Liverun").put("version", "v1").put("description", text + note);
    }

    private static JsonObject schemes() {
        return new JsonObject()
                .put(
                        "bearer",
                        new JsonObject()
                                .put("type", "http")
                                .put("scheme", "bearer")
                                .put("bearerFormat", "JWT")
                                .put("description", "`./liverun token --role tester` prints one."));
    }

    private static void addPaths(Map<String, Object> paths, JsonObject document, Service service) {
        var own = document.getJsonObject("paths", new JsonObject());
        for (var path : own.fieldNames()) {
            if (RouteTable.ownerOf(path).equals(Optional.of(service))) {
                paths.put(path, own.getValue(path));
            }
        }
    }

    private static void addComponents(Map<String, Object> components, JsonObject document) {
        var own = document.getJsonObject("components", new JsonObject());
        for (var kind : own.fieldNames()) {
            if (!kind.equals(SCHEMES)) {
                @SuppressWarnings("unchecked")
                var all =
                        (Map<String, Object>) components.computeIfAbsent(kind, fresh -> new TreeMap<String, Object>());
                all.putAll(own.getJsonObject(kind).getMap());
            }
        }
    }

    /** Only tags that some operation has; with the service's words about them, if it has any. */
    private static void addTags(JsonArray tags, JsonObject document, Map<String, Object> paths, Service service) {
        var described = new LinkedHashMap<String, JsonObject>();
        for (var tag : document.getJsonArray("tags", new JsonArray())) {
            var json = (JsonObject) tag;
            described.put(json.getString("name"), json);
        }
        var used = new TreeSet<String>();
        var own = document.getJsonObject("paths", new JsonObject());
        for (var path : own.fieldNames()) {
            if (paths.containsKey(path) && RouteTable.ownerOf(path).equals(Optional.of(service))) {
                operations(own.getJsonObject(path))
                        .forEach(operation ->
                                operation.getJsonArray("tags", new JsonArray()).forEach(tag -> used.add((String) tag)));
            }
        }
        used.forEach(name -> tags.add(described.getOrDefault(name, new JsonObject().put("name", name))));
    }

    private static List<JsonObject> operations(JsonObject pathItem) {
        return pathItem.fieldNames().stream()
                .filter(METHODS::contains)
                .map(pathItem::getJsonObject)
                .toList();
    }

    /** The document with the service's name in everything that must be distinct. */
    private static JsonObject rename(JsonObject document, Service service) {
        var copy = (JsonObject) renameRefs(document, service);
        var components = copy.getJsonObject("components");
        if (components != null) {
            for (var kind : Set.copyOf(components.fieldNames())) {
                if (!kind.equals(SCHEMES)) {
                    var renamed = new JsonObject();
                    components
                            .getJsonObject(kind)
                            .forEach(entry -> renamed.put(distinct(entry.getKey(), service), entry.getValue()));
                    components.put(kind, renamed);
                }
            }
        }
        for (var tag : copy.getJsonArray("tags", new JsonArray())) {
            var json = (JsonObject) tag;
            json.put("name", tagOf(json.getString("name"), service));
        }
        var paths = new JsonObject();
        for (var entry : copy.getJsonObject("paths", new JsonObject())) {
            var item = (JsonObject) entry.getValue();
            operations(item).forEach(operation -> renameOperation(operation, service));
            paths.put(own(entry.getKey(), item, service), item);
        }
        return copy.put("paths", paths);
    }

    /** Services share the operators' resources, under {@code /operations/{service}}: here each has its own. */
    private static String own(String path, JsonObject item, Service service) {
        if (!path.contains(OF_ANY_SERVICE)) {
            return path;
        }
        withoutServiceParameter(item);
        operations(item).forEach(OpenApiMerger::withoutServiceParameter);
        return path.replace(OF_ANY_SERVICE, "/operations/" + service.label());
    }

    private static void withoutServiceParameter(JsonObject described) {
        var parameters = described.getJsonArray("parameters");
        if (parameters != null) {
            var kept = new JsonArray();
            for (var parameter : parameters) {
                var json = (JsonObject) parameter;
                if (!"service".equals(json.getString("name")) || !"path".equals(json.getString("in"))) {
                    kept.add(json);
                }
            }
            described.put("parameters", kept);
        }
    }

    private static void renameOperation(JsonObject operation, Service service) {
        var id = operation.getString("operationId");
        if (id != null) {
            operation.put("operationId", distinct(id, service));
        }
        var tags = new JsonArray();
        operation.getJsonArray("tags", new JsonArray()).forEach(tag -> tags.add(tagOf((String) tag, service)));
        operation.put("tags", tags.isEmpty() ? new JsonArray().add(service.label()) : tags);
        var security = operation.getJsonArray("security");
        if (security != null && !security.isEmpty()) {
            // Every service verifies the same tokens, whatever it calls the scheme.
            operation.put("security", new JsonArray().add(new JsonObject().put("bearer", new JsonArray())));
        }
    }

    private static String distinct(String name, Service service) {
        return service.label() + "." + name;
    }

    private static String tagOf(String name, Service service) {
        return service.label() + ": " + name;
    }

    /** A deep copy in which every reference to a component names the renamed one. */
    private static Object renameRefs(Object node, Service service) {
        if (node instanceof JsonObject object) {
            var copy = new JsonObject();
            object.forEach(entry -> {
                var value = entry.getValue();
                if (entry.getKey().equals("$ref") && value instanceof String ref) {
                    copy.put("$ref", renamedRef(ref, service));
                } else if (entry.getKey().equals("mapping") && value instanceof JsonObject mapping) {
                    copy.put("mapping", renameMapping(mapping, service));
                } else {
                    copy.put(entry.getKey(), value == null ? null : renameRefs(value, service));
                }
            });
            return copy;
        }
        if (node instanceof JsonArray array) {
            var copy = new JsonArray();
            array.forEach(item -> copy.add(item == null ? null : renameRefs(item, service)));
            return copy;
        }
        return node;
    }

    /** A discriminator's mapping refers to components by plain strings. */
    private static JsonObject renameMapping(JsonObject mapping, Service service) {
        var copy = new JsonObject();
        mapping.forEach(entry -> copy.put(
                entry.getKey(),
                entry.getValue() instanceof String ref
                        ? renamedRef(ref, service)
                        : renameRefs(entry.getValue(), service)));
        return copy;
    }

    private static String renamedRef(String ref, Service service) {
        if (!ref.startsWith(COMPONENTS)) {
            return ref;
        }
        var slash = ref.indexOf('/', COMPONENTS.length());
        var kind = slash < 0 ? "" : ref.substring(COMPONENTS.length(), slash);
        return slash < 0 || kind.equals(SCHEMES)
                ? ref
                : ref.substring(0, slash + 1) + distinct(ref.substring(slash + 1), service);
    }
}

package dev.liverun.runner.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Postman collection (v2.1): each top folder becomes a workflow, requests beside folders one of their own.
 * Variables stay variables; of the test scripts, expected statuses and variables that are set from the answer are
 * understood, the rest is told.
 */
final class PostmanReader {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");
    private static final Pattern STATUS = Pattern.compile(
            "(?:to\\.have\\.status\\(|code\\)\\.to\\.(?:eql|equal|be\\.equal)\\()\\s*([1-5][0-9]{2})\\s*\\)");
    private static final Pattern SET = Pattern.compile(
            "\\.set\\(\\s*[\"']([^\"']+)[\"']\\s*,\\s*(?:pm\\.response\\.json\\(\\)|[A-Za-z_]+)((?:\\.[A-Za-z_][A-Za-z0-9_]*|\\[[0-9]+])+)\\s*\\)");
    private static final Map<String, String> DYNAMIC = Map.of(
            "$guid", "${uuid()}",
            "$randomUUID", "${uuid()}",
            "$timestamp", "${timestamp()}",
            "$isoTimestamp", "${now()}",
            "$randomInt", "${random(0, 1000)}",
            "$randomAlphaNumeric", "${random_text(1)}");

    private final Map<String, String> values = new LinkedHashMap<>();
    private Draft draft;

    private PostmanReader(JsonNode collection, Draft first) {
        this.draft = first;
        collection.path("variable").forEach(variable -> {
            String key = variable.path("key").asText("");
            if (!key.isEmpty()) {
                values.put(key, variable.path("value").asText(""));
            }
        });
    }

    /** @throws IllegalArgumentException says for people what is wrong */
    static List<Draft.Written> read(String name, JsonNode collection) {
        if (!collection.path("item").isArray()) {
            throw new IllegalArgumentException("there is no list at 'item': this is no Postman collection v2.1");
        }
        String title = collection.at("/info/name").asText("Postman collection");
        List<Draft.Written> drafts = new ArrayList<>();
        Draft loose = new Draft(name, title, "From a Postman collection.");
        PostmanReader reader = new PostmanReader(collection, loose);
        for (JsonNode item : collection.path("item")) {
            if (item.path("item").isArray()) {
                Draft folder = new Draft(
                        name + "-" + item.path("name").asText("folder"),
                        title + ": " + item.path("name").asText(""),
                        item.path("description").isTextual()
                                ? Draft.literal(item.path("description").asText())
                                : null);
                reader.draft = folder;
                reader.folder(item);
                if (!folder.isEmpty()) {
                    drafts.add(folder.write());
                }
                reader.draft = loose;
            } else {
                reader.request(item);
            }
        }
        if (!loose.isEmpty()) {
            drafts.add(0, loose.write());
        }
        if (drafts.isEmpty()) {
            throw new IllegalArgumentException("there is no request in the collection");
        }
        return drafts;
    }

    private void folder(JsonNode folder) {
        for (JsonNode item : folder.path("item")) {
            if (item.path("item").isArray()) {
                folder(item);
            } else {
                request(item);
            }
        }
    }

    private void request(JsonNode item) {
        JsonNode request = item.path("request");
        String address = request.isTextual()
                ? request.asText()
                : request.path("url").isTextual()
                        ? request.path("url").asText()
                        : request.at("/url/raw").asText("");
        if (address.isBlank()) {
            draft.note("'" + item.path("name").asText("") + "' has no address and was left out.");
            return;
        }
        for (JsonNode variable : request.at("/url/variable")) {
            address = address.replace(
                    "/:" + variable.path("key").asText(),
                    "/{{" + variable.path("key").asText() + "}}");
            values.putIfAbsent(
                    variable.path("key").asText(), variable.path("value").asText(""));
        }
        DraftStep step = DraftStep.of(request.path("method").asText("GET"), text(based(address)), draft);
        for (JsonNode header : request.path("header")) {
            if (!header.path("disabled").asBoolean()) {
                step.header(
                        header.path("key").asText(""), text(header.path("value").asText("")), draft);
            }
        }
        body(request.path("body"), step);
        if (request.has("auth")) {
            draft.note("Authentication was left out: the endpoint's credentials go with each request.");
        }
        scripts(item, step);
        draft.add(item.path("name").asText("request"), step);
    }

    /** A variable at the beginning is where the service is. */
    private String based(String address) {
        Matcher base = VARIABLE.matcher(address);
        if (!base.lookingAt()) {
            return address.matches("https?://.*") ? address : "https://" + address;
        }
        String value = values.getOrDefault(base.group(1), "");
        draft.note("The endpoint's base URL has to be what the variable " + base.group(1) + " was"
                + (value.isEmpty() ? "." : ": " + value + "."));
        String rest = address.substring(base.end());
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private void body(JsonNode body, DraftStep step) {
        switch (body.path("mode").asText("")) {
            case "raw" -> {
                String language = body.at("/options/raw/language").asText("");
                step.body(text(body.path("raw").asText("")), language.equals("json") ? "application/json" : null);
            }
            case "urlencoded" -> step.form(fields(body.path("urlencoded")));
            case "formdata" -> {
                List<Map<String, @Nullable Object>> parts = new ArrayList<>();
                fields(body.path("formdata")).forEach((name, value) -> {
                    Map<String, @Nullable Object> part = new LinkedHashMap<>();
                    part.put("name", name);
                    part.put("content", value);
                    parts.add(part);
                });
                step.multipart(parts);
            }
            case "graphql" -> {
                Map<String, @Nullable Object> query = new LinkedHashMap<>();
                query.put("query", text(body.at("/graphql/query").asText("")));
                JsonNode variables =
                        DraftText.jsonOrNull(body.at("/graphql/variables").asText(""));
                if (variables != null && variables.isObject()) {
                    query.put(
                            "variables",
                            dev.liverun.runner.workflow.template.Values.JSON.convertValue(variables, Object.class));
                }
                step.json(query);
            }
            default -> {
                // None.
            }
        }
    }

    private Map<String, String> fields(JsonNode list) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (JsonNode field : list) {
            if (!field.path("disabled").asBoolean()) {
                fields.put(
                        field.path("key").asText(""), text(field.path("value").asText("")));
                if (field.path("type").asText("").equals("file")) {
                    draft.note("The content of the file '" + field.path("key").asText("") + "' has to be put in.");
                }
            }
        }
        return fields;
    }

    private void scripts(JsonNode item, DraftStep step) {
        var script = new StringBuilder();
        for (JsonNode event : item.path("event")) {
            JsonNode lines = event.at("/script/exec");
            if (event.path("listen").asText("").equals("test")) {
                if (lines.isTextual()) {
                    script.append(lines.asText());
                }
                lines.forEach(line -> script.append(line.asText("")).append('\n'));
            } else if (!lines.isEmpty()) {
                draft.note("The pre-request script of '" + item.path("name").asText("") + "' was left out.");
            }
        }
        if (script.isEmpty()) {
            return;
        }
        Matcher status = STATUS.matcher(script);
        if (status.find()) {
            step.expect(Map.of("status", Integer.valueOf(status.group(1))));
        }
        Matcher set = SET.matcher(script);
        while (set.find()) {
            step.capture(Draft.variableName(set.group(1)), "$" + set.group(2));
        }
        long tests = Pattern.compile("pm\\.test\\(").matcher(script).results().count();
        if (tests > 1) {
            draft.note("Of the " + tests + " tests of '" + item.path("name").asText("")
                    + "' only the status was understood.");
        }
    }

    /** With <code>{{name}}</code> as <code>${name}</code>. */
    private String text(String text) {
        Matcher variable = VARIABLE.matcher(Draft.literal(text));
        var written = new StringBuilder();
        while (variable.find()) {
            variable.appendReplacement(written, Matcher.quoteReplacement(reference(variable.group(1))));
        }
        return variable.appendTail(written).toString();
    }

    private String reference(String name) {
        if (name.startsWith("$")) {
            String dynamic = DYNAMIC.get(name);
            if (dynamic != null) {
                return dynamic;
            }
            draft.note("{{" + name + "}} is not known here; a random text stands for it.");
            return "${random_text(8)}";
        }
        String variable = Draft.variableName(name);
        String value = values.get(name);
        draft.variable(variable, value == null || value.isEmpty() ? null : Draft.literal(value));
        return "${" + variable + "}";
    }
}

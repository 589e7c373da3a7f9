package dev.liverun.runner.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a recording of a browser or proxy (HAR 1.2). What is no call of an API is left out; a value that an answer gave
 * and a later request used becomes a capture, so that the workflow works with new values, too.
 */
final class HarReader {

    private static final Pattern STATIC = Pattern.compile(
            "text/(html|css|javascript)|image/.*|font/.*|video/.*|audio/.*|application/(x-)?javascript.*|application/wasm");
    private static final int LEAST_TELLING = 6;
    private static final int MOST_TELLING = 200;

    private final Draft draft;
    /** Values of earlier answers, and where they were. */
    private final Map<String, Found> values = new HashMap<>();

    private record Found(DraftStep step, String path, String variable) {}

    private HarReader(Draft draft) {
        this.draft = draft;
    }

    /** @throws IllegalArgumentException says for people what is wrong */
    static List<Draft.Written> read(String name, JsonNode har) {
        JsonNode entries = har.at("/log/entries");
        if (!entries.isArray()) {
            throw new IllegalArgumentException("there are no entries at log.entries: this is no HAR");
        }
        HarReader reader = new HarReader(new Draft(name, null, "From a recording (HAR)."));
        entries.forEach(reader::add);
        if (reader.draft.isEmpty()) {
            throw new IllegalArgumentException("there is no call of an API in the recording");
        }
        return List.of(reader.draft.write());
    }

    private void add(JsonNode entry) {
        JsonNode request = entry.path("request");
        JsonNode response = entry.path("response");
        String answered = response.at("/content/mimeType").asText("").toLowerCase(Locale.ROOT);
        String method = request.path("method").asText("");
        if (STATIC.matcher(answered.replaceFirst(";.*$", "")).matches()
                || method.equals("OPTIONS")
                || method.equals("CONNECT")
                || !request.path("url").asText("").startsWith("http")) {
            return;
        }
        String url = request.path("url").asText();
        DraftStep step = DraftStep.of(method, known(Draft.literal(url)), draft);
        request.path("headers")
                .forEach(header -> step.header(
                        header.path("name").asText(),
                        known(Draft.literal(header.path("value").asText())),
                        draft));
        JsonNode posted = request.path("postData");
        if (posted.path("text").isTextual()) {
            step.body(
                    known(Draft.literal(posted.path("text").asText())),
                    posted.path("mimeType").asText(null));
        }
        int status = response.path("status").asInt();
        if (status >= 100 && status <= 599) {
            step.expect(Map.of("status", status));
        }
        draft.add(method + " " + url.replaceFirst("^https?://[^/]+", "").replaceFirst("[?#].*$", ""), step);
        remember(response, step);
    }

    /** With captures in the place of values that an earlier answer gave. */
    private String known(String text) {
        String known = text;
        for (Map.Entry<String, Found> value : values.entrySet()) {
            Pattern whole = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(value.getKey()) + "(?![A-Za-z0-9])");
            if (whole.matcher(known).find()) {
                Found found = value.getValue();
                found.step().capture(found.variable(), found.path());
                known = whole.matcher(known)
                        .replaceAll(java.util.regex.Matcher.quoteReplacement("${" + found.variable() + "}"));
            }
        }
        return known;
    }

    private void remember(JsonNode response, DraftStep step) {
        JsonNode content = response.path("content");
        if (!content.path("text").isTextual()
                || content.path("encoding").asText("").equals("base64")) {
            return;
        }
        JsonNode body = DraftText.jsonOrNull(content.path("text").asText());
        if (body != null) {
            remember("$", "", body, step, 0);
        }
    }

    private void remember(String path, String name, JsonNode node, DraftStep step, int depth) {
        if (node.isObject() && depth < 6) {
            node.properties().stream()
                    .filter(member -> member.getKey().matches("[A-Za-z_][A-Za-z0-9_]*"))
                    .forEach(member -> remember(
                            path + "." + member.getKey(), member.getKey(), member.getValue(), step, depth + 1));
        } else if (node.isArray() && depth < 6 && !node.isEmpty()) {
            remember(path + "[0]", name, node.get(0), step, depth + 1);
        } else if (node.isTextual() || node.isIntegralNumber()) {
            String value = node.asText();
            if (value.length() >= LEAST_TELLING
                    && value.length() <= MOST_TELLING
                    && value.matches("[A-Za-z0-9_.:-]*[0-9][A-Za-z0-9_.:-]*")
                    && !values.containsKey(value)) {
                values.put(value, new Found(step, path, unused(Draft.variableName(name.isEmpty() ? "value" : name))));
            }
        }
    }

    private String unused(String name) {
        String unused = name;
        for (int i = 2; taken(unused); i++) {
            unused = name + "_" + i;
        }
        return unused;
    }

    private boolean taken(String name) {
        return values.values().stream().anyMatch(found -> found.variable().equals(name));
    }
}

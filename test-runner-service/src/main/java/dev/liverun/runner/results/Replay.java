package dev.liverun.runner.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.liverun.integrations.redaction.KnownSecrets;
import java.util.Base64;

/**
 * Adds to each recorded step the {@code curl} command that sends the same again. Where a secret was masked it names a
 * variable of the shell instead.
 */
final class Replay {

    private static final String SECRET = "'\"$LIVERUN_SECRET\"'";

    private Replay() {}

    /** The same record, with {@code curl} at each step that has a request. */
    static JsonNode in(JsonNode requestData) {
        String baseUrl = requestData.path("base_url").asText("");
        for (JsonNode step : requestData.path("steps")) {
            if (step instanceof ObjectNode object && step.path("method").isTextual()) {
                object.put("curl", curl(baseUrl, step));
            }
        }
        return requestData;
    }

    private static String curl(String baseUrl, JsonNode step) {
        var command =
                new StringBuilder("curl -i -X ").append(step.path("method").asText());
        command.append(' ').append(quoted(absolute(baseUrl, step.path("url").asText(""))));
        if (step.path("authenticated").asBoolean()) {
            command.append(" -H ").append("'Authorization: '\"$LIVERUN_AUTHORIZATION\"");
        }
        step.path("headers").properties().forEach(header -> {
            // A header whose name says that it is secret has lost its values.
            if (header.getValue().isTextual()) {
                command.append(header(header.getKey(), header.getValue().asText()));
            }
            header.getValue().forEach(value -> command.append(header(header.getKey(), value.asText())));
        });
        JsonNode body = step.path("body");
        if (body.path("text").isTextual()) {
            command.append(" --data-binary ").append(quoted(body.path("text").asText()));
        } else if (body.path("base64").isTextual()) {
            String octets = body.path("base64").asText();
            return "printf %s " + quoted(octets) + " | base64 -d | " + command + " --data-binary @-" + " # "
                    + Base64.getDecoder().decode(octets).length + " bytes";
        }
        return command.toString();
    }

    private static String header(String name, String value) {
        return " -H " + quoted(name + ": " + value);
    }

    private static String absolute(String baseUrl, String url) {
        return url.startsWith("http://") || url.startsWith("https://") ? url : baseUrl.replaceFirst("/+$", "") + url;
    }

    /** For a POSIX shell: nothing in it can end the quotes. */
    private static String quoted(String text) {
        return ("'" + text.replace("'", "'\\''") + "'").replace(KnownSecrets.MASK, SECRET);
    }
}

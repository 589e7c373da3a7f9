package dev.liverun.feedback.filing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Commands that repeat what a test sent. What was masked stays masked, so that somebody who may puts the credential in;
 * text that came from outside is quoted for the shell, and cannot become a command.
 */
final class CurlReplay {

    private static final int MAX_STEPS = 20;
    private static final int MAX_LENGTH = 4_000;
    /** What curl sets by itself. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "accept-encoding");

    private CurlReplay() {}

    /** @param sent {@code request_data} of a result */
    static List<String> of(JsonNode sent) {
        var commands = new ArrayList<String>();
        for (var step : sent.path("steps")) {
            if (commands.size() < MAX_STEPS
                    && step.path("method").isTextual()
                    && step.path("url").isTextual()) {
                commands.add(command(step));
            }
        }
        return commands;
    }

    private static String command(JsonNode step) {
        var command = new StringBuilder("curl -X ")
                .append(quoted(step.path("method").asText()))
                .append(' ')
                .append(quoted(step.path("url").asText()));
        step.path("headers").fields().forEachRemaining(header -> {
            if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                values(header.getValue())
                        .forEach(value -> command.append(" -H ").append(quoted(header.getKey() + ": " + value)));
            }
        });
        var body = step.path("body").path("text");
        if (body.isTextual()) {
            command.append(" --data-raw ").append(quoted(body.asText()));
        }
        if (step.path("authenticated").asBoolean()) {
            command.append(" # and the endpoint's credential");
        }
        return command.length() <= MAX_LENGTH ? command.toString() : "# too long to be shown: see the result";
    }

    private static List<String> values(JsonNode value) {
        if (!value.isArray()) {
            return List.of(value.asText());
        }
        var values = new ArrayList<String>();
        value.forEach(item -> values.add(item.asText()));
        return values;
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

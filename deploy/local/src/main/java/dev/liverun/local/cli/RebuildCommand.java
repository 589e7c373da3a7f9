package dev.liverun.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.local.client.ApiClient;
import dev.liverun.local.client.ApiFailure;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Stack;
import dev.liverun.local.stack.StackException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./liverun rebuild}. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Make a service's view of what others own anew, from what they have. It is read as it was until then.",
            "  ./liverun rebuild session results",
            "Waits for the end; interrupting it does not end the rebuild."
        })
final class RebuildCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "session, health-monitor, test-runner or feedback.")
    private String service = "";

    @Parameters(
            index = "1",
            paramLabel = "VIEW",
            description = "Which of its views; a wrong name is answered with the right ones.")
    private String view = "";

    @Override
    public Integer call() {
        var directory = data.existing();
        var stack = new Stack(Installation.ofSystemProperty(), directory, line -> {});
        var token = LocalIdentity.of(directory).token("operator", "operator", Duration.ofHours(1));
        var api = new ApiClient(stack.address(), token);
        try {
            var rebuilds = "/api/v1/operations/" + service + "/rebuilds";
            var begun = api.post(rebuilds, Map.of("view", view));
            return follow(api, rebuilds + "/" + begun.path("id").asText());
        } catch (ApiFailure e) {
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
    }

    private int follow(ApiClient api, String path) {
        var told = "";
        while (true) {
            var rebuild = api.get(path);
            var line = line(rebuild);
            if (!line.equals(told)) {
                System.out.println(line);
                told = line;
            }
            switch (rebuild.path("state").asText()) {
                case "DONE" -> {
                    return 0;
                }
                case "FAILED", "CANCELLED" -> {
                    return 1;
                }
                default -> LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private String line(JsonNode rebuild) {
        var waiting = rebuild.path("waiting_for").size();
        return view + ": " + rebuild.path("state").asText() + ", "
                + rebuild.path("events").asLong() + " events"
                + (waiting == 0 ? "" : ", waits for the owners of " + waiting + " types of events")
                + (rebuild.path("error").isTextual()
                        ? ": " + rebuild.path("error").asText()
                        : "");
    }
}

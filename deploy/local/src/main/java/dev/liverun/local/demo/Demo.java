package dev.liverun.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.local.client.ApiClient;
import dev.liverun.local.client.ApiFailure;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The main job, from an empty system to a report, through the gateway as any client would. Only what happens <em>outside</em>
 * Liverun is done elsewhere: making the stand-in of banano fail, and closing the issue on GitHub's side.
 */
public final class Demo {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final List<String> INTEGRATIONS = List.of("yunite", "discord", "banano", "wallet", "admin");
    private static final Map<String, String> WORKFLOWS = Map.of(
            "yunite", "yunite-account-link",
            "discord", "discord-oauth",
            "banano", "banano-payment",
            "wallet", "wallet-lifecycle",
            "admin", "admin-lifecycle");
    private static final String API = "/api/v1";
    private static final String REPOSITORY = "/github/repos/liverun/demo";

    private final Story story;
    private final Path reports;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final ApiClient tester;
    private final ApiClient operator;
    private final ApiClient sandbox;
    private final ApiClient gitHubPerson;
    private final Map<String, String> endpoints = new LinkedHashMap<>();

    public Demo(Stack stack, DataDirectory data, Path reports, PrintStream out) {
        this.story = new Story(out);
        this.reports = reports;
        var identity = LocalIdentity.of(data);
        var hour = Duration.ofHours(1);
        URI gateway = stack.address();
        var control = stack.sandboxControl();
        tester = new ApiClient(gateway, identity.token("tester", "demo-tester-" + run, hour));
        operator = new ApiClient(gateway, identity.token("operator", "demo-operator", hour));
        sandbox = new ApiClient(control.getKey(), control.getValue());
        gitHubPerson = new ApiClient(control.getKey(), stack.gitHubPersonToken());
    }

    /** Runs every step; fails with {@link DemoFailed} at the first that does not hold. */
    public void run() {
        sandbox.delete("/_control/banano/fault");
        registerIntegrations();
        var session = openSession();
        watchHealth(session);
        runWorkflows(session);
        var failed = breakBanano(session);
        var feedback = fileFeedback(session, failed);
        var issue = seeTheIssueEverywhere(session, failed, feedback);
        closeTheIssueOnGitHub(feedback, issue);
        mendBanano();
        complete(session);
        writeReports(session);
        story.end("Every step held.");
    }

    private void registerIntegrations() {
        story.chapter("An operator registers the five integrations");
        for (var name : INTEGRATIONS) {
            var known = find(
                    operator.get(API + "/integrations?limit=200").path("items"),
                    item -> item.path("name").asText().equals(name));
            var endpoint = known.orElseGet(() -> operator.post(API + "/integrations/presets/" + name, Map.of()));
            endpoints.put(name, endpoint.path("id").asText());
            story.fact(
                    "%-8s %s%s", name, endpoint.path("base_url").asText(), known.isPresent() ? " (known already)" : "");
        }
    }

    private String openSession() {
        story.chapter("A tester opens a session and starts it");
        var scope = INTEGRATIONS.stream()
                .map(name -> Map.of("name", name, "required", true))
                .toList();
        var session = tester.post(
                API + "/sessions",
                Map.of(
                        "name",
                        "Demo " + run,
                        "description",
                        "The main job, end to end",
                        "configuration",
                        Map.of(
                                "environment",
                                "sandbox",
                                "version",
                                "demo",
                                "integrations",
                                scope,
                                "plan",
                                WORKFLOWS.values(),
                                "check_interval_seconds",
                                5,
                                "approvals",
                                Map.of("write", true, "money", true, "max_amount", "10"),
                                "github",
                                Map.of("auto_create", true))));
        var id = session.path("id").asText();
        story.fact(
                "%s is %s",
                session.path("name").asText(), session.path("status").asText());
        var started = tester.post(API + "/sessions/" + id + "/start", Map.of("reason", "demo"));
        expect(started, "status", "ACTIVE", "the session is started");
        story.fact("started; from now on every check and result belongs to it");
        return id;
    }

    private void watchHealth(String session) {
        story.chapter("Live health of the integrations arrives");
        for (var name : INTEGRATIONS) {
            var health = awaitHealth(name, "HEALTHY");
            story.fact(
                    "%-8s HEALTHY in %s ms",
                    name, health.path("response_time_ms").asText("?"));
        }
        story.eventually(
                "the session's own view shows all five",
                () -> Optional.of(tester.get(API + "/sessions/" + session + "/health"))
                        .filter(view -> INTEGRATIONS.stream()
                                .allMatch(name -> view.toString().contains(endpoints.get(name)))),
                () -> tester.get(API + "/sessions/" + session + "/health"));
        story.fact("the session's view agrees");
    }

    private void runWorkflows(String session) {
        story.chapter("The tester runs one workflow against each");
        for (var name : INTEGRATIONS) {
            var result = runTest(session, name);
            story.check(result.path("status").asText().equals("PASSED"), workflow(name) + " should pass", result);
            story.fact(
                    "%-8s %-20s PASSED, %d assertions",
                    name, workflow(name), result.path("assertions").size());
        }
    }

    private JsonNode breakBanano(String session) {
        story.chapter("Banano goes down");
        sandbox.put("/_control/banano/fault", Map.of("status", 503));
        var health = awaitHealth("banano", "UNHEALTHY");
        story.fact(
                "health turned UNHEALTHY: %s",
                health.path("reason").asText(health.path("error_message").asText()));
        var result = runTest(session, "banano");
        story.check(!result.path("status").asText().equals("PASSED"), "the payment cannot pass now", result);
        expect(result, "failure_class", "PROVIDER_OUTAGE", "the failure is told from a fault of the product");
        story.fact(
                "the payment test is %s, class PROVIDER_OUTAGE",
                result.path("status").asText());
        return result;
    }

    private String fileFeedback(String session, JsonNode failed) {
        story.chapter("The tester files feedback with a screenshot");
        var report = tester.post(
                API + "/feedback",
                Map.of(
                        "session_id",
                        session,
                        "title",
                        "Payments fail while the node is down (" + run + ")",
                        "description",
                        "The payment screen shows a raw error instead of asking to try later.",
                        "category",
                        "INTEGRATION",
                        "priority",
                        "HIGH",
                        "result_id",
                        failed.path("id").asText(),
                        "endpoint_id",
                        endpoints.get("banano")));
        var id = report.path("id").asText();
        var attachment = tester.upload(
                API + "/feedback/" + id + "/attachments",
                "payment.png",
                "image/png",
                Screenshot.of("503 Service Unavailable"));
        story.fact("filed %s", id);
        story.fact(
                "%s, %s bytes, %s",
                attachment.path("filename").asText(),
                attachment.path("file_size").asText(),
                attachment.path("content_type").asText());
        return id;
    }

    private int seeTheIssueEverywhere(String session, JsonNode failed, String feedback) {
        story.chapter("The GitHub issue appears by itself, everywhere");
        int number = story.eventually(
                "the feedback has its issue",
                () -> Optional.of(tester.get(API + "/feedback/" + feedback)
                                .path("github_issue_number")
                                .asInt())
                        .filter(issue -> issue > 0),
                () -> tester.get(API + "/feedback/" + feedback));
        story.fact("in the feedback: issue #%d", number);
        var timeline = API + "/sessions/" + session + "/timeline?limit=200";
        story.eventually(
                "the session's timeline tells of it",
                () -> find(
                                tester.get(timeline).path("items"),
                                item -> item.path("kind").asText().equals("feedback")
                                        && item.toString().contains("\"github_issue_number\":" + number))
                        .map(found -> true),
                () -> tester.get(timeline));
        story.fact("in the session's timeline");
        var result = API + "/results/" + failed.path("id").asText();
        story.eventually(
                "the failed test shows it",
                () -> Optional.of(tester.get(result))
                        .filter(seen -> seen.path("known_issue")
                                        .path("github_issue_number")
                                        .asInt()
                                == number),
                () -> tester.get(result));
        story.fact("beside the failed test");
        return number;
    }

    private void closeTheIssueOnGitHub(String feedback, int issue) {
        story.chapter("Somebody closes the issue on GitHub");
        gitHubPerson.patch(REPOSITORY + "/issues/" + issue, Map.of("state", "closed", "state_reason", "completed"));
        story.eventually(
                "the feedback is resolved",
                () -> Optional.of(tester.get(API + "/feedback/" + feedback))
                        .filter(report -> List.of("RESOLVED", "CLOSED")
                                .contains(report.path("status").asText())),
                () -> tester.get(API + "/feedback/" + feedback));
        story.fact("the feedback is RESOLVED here too");
    }

    private void mendBanano() {
        story.chapter("Banano recovers");
        sandbox.delete("/_control/banano/fault");
        awaitHealth("banano", "HEALTHY");
        story.fact("health turned HEALTHY");
    }

    private void complete(String session) {
        story.chapter("The tester completes the session");
        var done = tester.post(API + "/sessions/" + session + "/complete", Map.of("reason", "demo over"));
        expect(done, "status", "COMPLETED", "the session is completed");
        var summary = story.eventually(
                "the summary counts all six results and the finding",
                () -> Optional.of(tester.get(API + "/sessions/" + session + "/summary"))
                        .filter(seen -> seen.path("results").path("total").asInt() == WORKFLOWS.size() + 1
                                && seen.path("feedback").path("total").asInt() == 1),
                () -> tester.get(API + "/sessions/" + session + "/summary"));
        expect(summary, "verdict", "NOT_READY", "an integration that was down for a while keeps the release back");
        story.fact("verdict: %s", summary.path("verdict").asText());
        texts(summary.path("reasons")).forEach(reason -> story.fact("  %s", reason));
    }

    private void writeReports(String session) {
        story.chapter("The report for the stakeholders");
        for (var format : List.of("html", "json")) {
            var content = tester.download(API + "/sessions/" + session + "/report?format=" + format);
            var file = reports.resolve("session-" + session + "." + format);
            try {
                Files.createDirectories(reports);
                Files.write(file, content);
            } catch (IOException e) {
                throw new DemoFailed(file + " cannot be written: " + e.getMessage(), e);
            }
            story.check(content.length > 1000, "the report has something in it", content.length + " bytes");
            story.fact("%s (%d KB)", file, content.length / 1024);
        }
    }

    private JsonNode runTest(String session, String integration) {
        return tester.post(
                API + "/sessions/" + session + "/results",
                Map.of("endpoint_id", endpoints.get(integration), "test_name", workflow(integration)));
    }

    private static String workflow(String integration) {
        return Objects.requireNonNull(WORKFLOWS.get(integration));
    }

    /** Asks for checks until the confirmed status is {@code wanted}. */
    private JsonNode awaitHealth(String integration, String wanted) {
        var path = API + "/integrations/" + endpoints.get(integration);
        return story.eventually(
                integration + " is " + wanted,
                () -> {
                    askForCheck(path);
                    return Optional.of(tester.get(path).path("health"))
                            .filter(health -> health.path("status").asText().equals(wanted));
                },
                () -> tester.get(path).path("health"));
    }

    /** Others may have used up what the integration takes in a minute: its own next check comes all the same. */
    private void askForCheck(String path) {
        try {
            tester.post(path + "/health", null);
        } catch (ApiFailure refused) {
            if (refused.status() != TOO_MANY_REQUESTS) {
                throw refused;
            }
        }
    }

    private void expect(JsonNode document, String field, String wanted, String claim) {
        story.check(document.path(field).asText().equals(wanted), claim, document);
    }

    private static Optional<JsonNode> find(JsonNode items, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(items.spliterator(), false).filter(wanted).findFirst();
    }

    private static List<String> texts(JsonNode items) {
        var texts = new ArrayList<String>();
        items.forEach(item -> texts.add(item.isTextual() ? item.asText() : item.toString()));
        return texts;
    }
}

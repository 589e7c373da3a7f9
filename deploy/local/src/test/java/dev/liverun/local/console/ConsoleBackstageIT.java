package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.liverun.local.console.Stage.patiently;
import static dev.liverun.local.console.Stage.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.liverun.local.RunningStack;
import dev.liverun.local.stack.Member;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators look after. */
@ExtendWith(RunningStack.class)
class ConsoleBackstageIT {

    private static Stage stage;
    private static Visitor olga;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        olga = stage.arrive("operator", "olga");
    }

    @AfterEach
    void nothingIsRefusedOrBroken() {
        assertThat(olga.complaints()).isEmpty();
    }

    @AfterAll
    static void close() {
        Stage.sandbox().delete(Stage.GITHUB_FAULT);
        stage.close();
    }

    @Test
    void a_dead_letter_shows_its_reason_and_is_replayed() throws ExecutionException, InterruptedException {
        var key = UUID.randomUUID().toString();
        publishNonsense(key);
        olga.go("/operations/dead-letters");
        var letter = olga.page().locator("li.dead").filter(with(key)).filter(with("feedback"));
        assertThat(letter).containsText("dev.liverun.session.started.v1", patiently());
        assertThat(letter.locator(".bad-text")).not().isEmpty();
        letter.getByText("Record").click();
        assertThat(letter.locator("pre")).containsText("no JSON at all");
        assertThat(Views.violations(olga.page())).isEmpty();

        letter.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replay"))
                .click();

        assertThat(olga.text("Sent back; it is applied in a moment")).isVisible();
        // It is as broken as before: what was replayed is back with its reason.
        assertThat(letter).hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
    }

    @Test
    void drift_is_found_and_mended() {
        var report = Stage.report("ines", Stage.session("ines", "What drifts", Map.of()), "It drifts");
        var api = Stage.api("tester", "ines");
        olga.patiently(() -> !issueOf(report).isEmpty());
        // Nothing mends it by itself before it was seen.
        Stage.keepFromFeedback(issueOf(report));
        Stage.gitHub().patch("/github/repos/liverun/demo/issues/" + issueOf(report), Map.of("title", "Drifted"));
        olga.go("/operations/github");
        olga.button("Look for drift").first().click();
        var found = olga.page().locator(".drift li").filter(with("#" + issueOf(report)));
        assertThat(found).containsText("title");
        assertThat(Views.violations(olga.page())).isEmpty();
        Stage.sandbox().delete(Stage.GITHUB_FAULT);

        olga.button("Synchronise all again").click();

        olga.patiently(() ->
                api.get("/api/v1/feedback/" + report).path("title").asText().contains("Drifted"));
        // What both sides agreed on is written down after the report.
        olga.patiently(() -> !Stage.api("operator", "olga")
                .get("/api/v1/github/repositories/liverun/demo/drift")
                .toString()
                .contains(report));
        olga.button("Look for drift").first().click();
        assertThat(found).hasCount(0);
    }

    @Test
    void when_all_calls_are_stopped_everybody_is_told_why() {
        try (var tim = stage.arrive("tester", "tim")) {
            olga.go("/operations");
            for (var service : List.of("Session", "Health monitor", "Test runner", "Feedback")) {
                var heading = olga.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(service));
                var card = olga.page().locator("lr-service").filter(new Locator.FilterOptions().setHas(heading));
                assertThat(card).containsText("Up");
                assertThat(card).containsText(Pattern.compile("[0-9]+\\s*events behind"));
                assertThat(card).containsText(Pattern.compile("[0-9]+\\s*to be published"));
            }
            olga.button("Stop everything").click();
            olga.page().getByPlaceholder("Why?").fill("Wrong wallet");
            olga.button("Stop all calls").click();
            assertThat(olga.text("All outgoing calls are stopped")).isVisible();
            tim.go("/sessions");
            assertThat(tim.page().locator(".halted")).containsText("Wrong wallet");
            assertThat(Views.violations(tim.page())).isEmpty();

            olga.page().getByPlaceholder("Why?").fill("It is the right one");
            olga.button("Let calls go out again").click();

            assertThat(olga.text("Calls to the real services go out")).isVisible();
            tim.page().reload();
            assertThat(tim.page().locator(".halted")).hasCount(0);
        }
        olga.go("/operations/audit?service=test-runner");
        assertThat(olga.page().locator("table")).containsText("It is the right one");
    }

    private static String issueOf(String report) {
        return Stage.api("tester", "ines")
                .get("/api/v1/feedback/" + report)
                .path("github_issue_number")
                .asText()
                .replace("null", "");
    }

    /** As an event that a service cannot read would look. */
    private static void publishNonsense(String key) throws ExecutionException, InterruptedException {
        var kafka = RunningStack.get().stack().running().get(Member.KAFKA);
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:" + kafka.port());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var event = new ProducerRecord<>("liverun.sessions", key, "no JSON at all");
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", UUID.randomUUID().toString(),
                            "ce_type", "dev.liverun.session.started.v1",
                            "ce_source", "/session-service",
                            "ce_subject", key,
                            "ce_time", "2026-01-01T00:00:00Z",
                            "ce_sequence", "1",
                            "content-type", "application/json")
                    .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(event).get();
        }
    }
}

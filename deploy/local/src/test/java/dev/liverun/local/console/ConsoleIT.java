package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.liverun.local.console.Stage.patiently;
import static dev.liverun.local.console.Stage.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.liverun.local.RunningStack;
import dev.liverun.local.client.ApiClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console as people use it, in a real browser against the running stack: a tester clicks through the whole story, and a
 * product owner in a second browser sees each step without doing anything.
 */
@ExtendWith(RunningStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final Duration CUT = Duration.ofSeconds(30);
    private static final String BANANO_FAULT = "/_control/banano/fault";

    private static Stage stage;
    private static Wire wire;
    private static ApiClient sandbox;
    private static ApiClient operatorApi;
    private static Visitor tess;
    private static Visitor paula;
    private static String room;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
        wire = new Wire(RunningStack.get().port());
        sandbox = Stage.sandbox();
        operatorApi = Stage.api("operator", "olga");
    }

    @AfterAll
    static void close() throws IOException {
        sandbox.delete(BANANO_FAULT);
        stage.close();
        wire.close();
    }

    @Test
    @Order(1)
    void an_operator_registers_integrations_from_an_empty_page() {
        try (var olga = stage.arrive("operator", "olga")) {
            olga.go("/integrations");
            assertThat(olga.text("No integrations yet")).isVisible();
            olga.button("Register the first").click();
            olga.button("wallet").click();
            olga.button("Register").last().click();

            assertThat(olga.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("wallet")))
                    .isVisible();
            assertThat(olga.page().getByText("Healthy").first()).isVisible();
            assertThat(olga.complaints()).isEmpty();
        }
        operatorApi.post("/api/v1/integrations/presets/banano", Map.of());
    }

    @Test
    @Order(2)
    void a_tester_opens_a_session_without_reading_anything() {
        tess = Visitor.arrive(stage.browser(), wire.address(), "tester", "tess");
        assertThat(tess.text("Test together, against what is real")).isVisible();
        tess.button("New session").first().click();
        tess.button("Create and start").click();
        assertThat(tess.page().locator("lr-new-session .problem")).containsText("Correct the fields that are named");
        assertThat(tess.field("Name")).hasAttribute("aria-invalid", "true");
        tess.field("Name").fill("Release 2.4");
        tess.field("Environment").fill("staging");
        tess.page().getByLabel("Change things").check();
        tess.page().getByLabel("Move money").check();
        tess.button("Create and start").click();

        assertThat(tess.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Release 2.4")))
                .isVisible();
        assertThat(tess.text("LIVE")).isVisible();
        assertThat(tess.button("Pause")).isVisible();
        assertThat(tess.page().locator("lr-timeline time").first()).hasAttribute("title", Pattern.compile("UTC"));
        room = tess.page().url().replaceFirst("^https?://[^/]+", "");
    }

    @Test
    @Order(3)
    void a_product_owner_who_is_added_sees_the_session() {
        paula = stage.arrive("tester", "paula");
        paula.text("Release 2.4").click();
        assertThat(paula.button("Pause")).hasCount(0);

        tess.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^People")))
                .click();
        tess.field("Add somebody").fill("paula");
        tess.button("Add").click();
        assertThat(tess.page().locator("lr-people li")).hasCount(2);
        tess.page().keyboard().press("Escape");

        assertThat(paula.page().locator("#note-text")).isVisible();
    }

    @Test
    @Order(4)
    void a_test_that_runs_is_seen_by_both_and_comes_by_the_stream() {
        // Whoever may not ask for the timeline hears of it by the WebSocket alone.
        paula.page().route("**/timeline?*", Route::abort);

        run("Create, read and delete a wallet");

        for (var visitor : List.of(tess, paula)) {
            assertThat(result(visitor, "wallet-lifecycle")).containsText("Passed");
        }
        assertThat(paula.page().locator("lr-timeline")).containsText("wallet-lifecycle");
        paula.page().unroute("**/timeline?*");
    }

    @Test
    @Order(5)
    void an_integration_that_goes_down_is_told_with_whose_fault_it_is() {
        sandbox.put(BANANO_FAULT, Map.of("status", 503));
        run("Banano payment with balance check");
        tess.checkTwice(tess.button("Check banano now"));

        for (var visitor : List.of(tess, paula)) {
            var tile = visitor.page().locator("lr-tile").filter(with("banano"));
            assertThat(tile).containsText("Unhealthy", patiently());
            assertThat(tile).containsText("theirs");
            assertThat(result(visitor, "banano-payment")).containsText("Failed");
        }
    }

    @Test
    @Order(6)
    void a_finding_is_filed_from_the_failed_result_with_a_redacted_screenshot() throws IOException {
        result(tess, "banano-payment").locator("a").click();
        assertThat(tess.text("expected")).isVisible();
        assertThat(tess.text("The integration was down")).isVisible();
        tess.page().locator("lr-result .step-head").first().click();
        assertThat(tess.page().locator("lr-result .step pre").first()).containsText("POST");
        tess.button("curl").click();
        assertThat(tess.text("Copied as a curl command")).isVisible();
        assertThat(String.valueOf(tess.page().evaluate("navigator.clipboard.readText()")))
                .startsWith("curl ")
                .contains("POST");
        tess.page().keyboard().press("f");
        assertThat(tess.field("What did you find?")).hasValue(Pattern.compile("^banano-payment: .+"));
        assertThat(tess.field("Details")).hasValue(Pattern.compile("expected 200, got 503"));
        tess.field("What did you find?").fill("The payment page shows a raw error");
        tess.page()
                .locator("#f-file")
                .setInputFiles(
                        new FilePayload("page.png", "image/png", tess.page().screenshot()));
        tess.button("Mark or redact").click();
        tess.button("Redact").click();
        drag(tess.page().locator("canvas.draw"));
        tess.button("Use picture").click();
        tess.button("File it").click();

        assertThat(tess.text("Feedback filed")).isVisible();
        tess.page().keyboard().press("Escape");
        assertThat(paula.page()
                        .locator("lr-timeline .entry")
                        .filter(with("GitHub issue"))
                        .first())
                .containsText("The payment page shows a raw error", patiently());
    }

    @Test
    @Order(7)
    void after_a_cut_of_the_network_nothing_is_missing() {
        wire.cut();
        assertThat(tess.text("Reconnecting")).isVisible();
        long cutAt = System.nanoTime();
        paula.page().locator("#note-text").fill("Can you hear me?");
        paula.button("Note").click();
        assertThat(paula.page().locator("lr-timeline").getByText("Can you hear me?"))
                .isVisible();
        sandbox.delete(BANANO_FAULT);
        // While the network is away, the time is used: whoever may not.
        a_second_tester_may_look_and_nothing_else();
        Views.allAreAccessible(stage, operatorApi, room, ColorScheme.DARK, 390);
        tess.page()
                .waitForCondition(
                        () -> System.nanoTime() - cutAt > CUT.toNanos(),
                        // A quick machine has nearly all of it before it.
                        new Page.WaitForConditionOptions().setTimeout(2 * CUT.toMillis()));
        assertThat(tess.text("Reconnecting")).isVisible();

        wire.mend();

        assertThat(tess.page().locator("lr-timeline").getByText("Can you hear me?"))
                .isVisible();
        assertThat(tess.page().getByText("Reconnecting")).hasCount(0);
        assertThat(tess.page().locator("lr-timeline .note-text")).hasCount(1);
    }

    @Test
    @Order(8)
    void what_is_closed_on_github_is_resolved_on_the_page() throws IOException {
        var report =
                operatorApi.get("/api/v1/feedback?q=raw+error").path("items").path(0);
        paula.go("/feedback/" + report.path("id").asText());
        assertThat(paula.page().locator("lr-report-detail")).containsText("Linked");
        assertThat(paula.page().locator("lr-report-detail lr-thumb canvas")).isVisible();
        assertThat(blackPixels(report.path("id").asText())).isGreaterThan(1_000);

        Stage.gitHub()
                .patch(
                        "/github/repos/liverun/demo/issues/"
                                + report.path("github_issue_number").asText(),
                        Map.of("state", "closed", "state_reason", "completed"));

        assertThat(paula.page().locator("lr-report-detail header")).containsText("Resolved", patiently());
        paula.page().goBack();
        assertThat(paula.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Release 2.4")))
                .isVisible();
    }

    @Test
    @Order(9)
    void the_session_is_completed_and_its_report_says_why() {
        tess.button("Complete").click();
        tess.page().locator("#reason").fill("Payments wait for the node");
        tess.page().locator("lr-reason button[type=submit]").click();
        for (var visitor : List.of(tess, paula)) {
            assertThat(visitor.page().locator(".room-head")).containsText("Completed");
            assertThat(visitor.text("Payments wait for the node")).isVisible();
        }
        paula.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Report").setExact(true))
                .click();
        assertThat(paula.page().locator(".verdict-word")).containsText("Not ready");

        var report = paula.page().waitForDownload(() -> paula.button("HTML").click());

        assertThat(report.suggestedFilename()).endsWith(".html");
        assertThat(tess.complaints()).isEmpty();
        assertThat(paula.complaints()).isEmpty();
    }

    @ParameterizedTest
    @Order(10)
    @CsvSource({"LIGHT, 1280"})
    void every_view_is_accessible(ColorScheme colours, int width) {
        Views.allAreAccessible(stage, operatorApi, room, colours, width);
    }

    @Test
    @Order(11)
    void everything_can_be_reached_with_the_keyboard() {
        tess.page().keyboard().press("g");
        tess.page().keyboard().press("i");
        assertThat(tess.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Integrations")))
                .isVisible();
        assertThat(tess.page().locator("lr-list .rowbox").first()).isVisible();
        tess.page().keyboard().press("j");
        tess.page().keyboard().press("Enter");
        assertThat(tess.button("Check now")).isVisible();
        tess.page().keyboard().press("?");
        assertThat(tess.text("Write feedback")).isVisible();
        tess.page().keyboard().press("Escape");
        tess.page().keyboard().press("Control+k");
        assertThat(tess.page().locator(".palette")).isVisible();
        tess.page().keyboard().type("Release");
        assertThat(tess.page().locator(".palette [aria-selected=true]")).containsText("Release 2.4");
        tess.page().keyboard().press("Enter");
        assertThat(tess.page()).hasURL(Pattern.compile(room + "$"));
    }

    private static void a_second_tester_may_look_and_nothing_else() {
        try (var mallory = stage.arrive("tester", "mallory")) {
            mallory.go(room);
            assertThat(mallory.page().locator(".room-head")).containsText("Release 2.4");
            assertThat(mallory.button("Complete")).hasCount(0);
            assertThat(mallory.page().locator("#note-text")).hasCount(0);
            var status = mallory.page()
                    .evaluate(
                            "id => fetch(`/api/v1/sessions/${id}/complete`, {method: 'POST', headers: {'X-Liverun-Client':"
                                    + " 'console', 'Content-Type': 'application/json'}, body: '{}'}).then(r => r.status)",
                            room.substring("/sessions/".length()));
            assertThat(status).isEqualTo(403);
        }
    }

    private static void run(String test) {
        tess.button("Run " + test).click();
        tess.button("Run live").click();
    }

    private static Locator result(Visitor visitor, String test) {
        return visitor.page().locator("lr-tests .rowbox").filter(with(test)).first();
    }

    /** What was redacted has left the picture itself: the page that it shows has no black of its own. */
    private static long blackPixels(String report) throws IOException {
        var files = "/api/v1/feedback/" + report + "/attachments";
        var file = operatorApi.get(files).path("items").path(0).path("id").asText();
        var picture = ImageIO.read(new ByteArrayInputStream(operatorApi.download(files + "/" + file)));
        long black = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                black += (picture.getRGB(x, y) & 0xffffff) == 0 ? 1 : 0;
            }
        }
        return black;
    }

    private static void drag(Locator canvas) {
        var box = canvas.boundingBox();
        var mouse = canvas.page().mouse();
        mouse.move(box.x + 20, box.y + 20);
        mouse.down();
        mouse.move(box.x + 120, box.y + 60);
        mouse.up();
    }
}

package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.liverun.local.console.Stage.patiently;
import static dev.liverun.local.console.Stage.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import dev.liverun.local.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a workflow's first line to the word that is said about what it found. */
@ExtendWith(RunningStack.class)
class ConsoleEditorIT {

    /** Workflows stay: their names are this run's own. */
    private static final String MARK = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    private static final String WALLET_FAULT = "/_control/wallet/fault";

    private static Stage stage;
    private static Visitor wes;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        Stage.integration("wallet");
        wes = stage.arrive("tester", "wes");
    }

    @AfterEach
    void nothingIsRefusedOrBroken() {
        assertThat(wes.complaints()).isEmpty();
    }

    @AfterAll
    static void close() {
        Stage.sandbox().delete(WALLET_FAULT);
        stage.close();
    }

    @Test
    void a_workflow_is_written_tried_and_kept() {
        wes.go("/workflows/new");
        var text = wes.page().locator("lr-editor textarea");
        text.fill("""
                liverun: 1
                name: opens-a-wallet-%s
                integration: wallet
                vars:
                  owner: ~
                steps:
                  - name: open
                    kind: write
                """.formatted(MARK));
        text.press("Control+End");
        text.pressSequentially("    req");
        assertThat(wes.page().locator(".completions [aria-selected=true]")).containsText("request");
        assertThat(Views.violations(wes.page())).isEmpty();
        text.press("Enter");
        text.pressSequentially("{method: FETCH, url: /v1/wallets, json: {owner: \"${owner}\"}}");
        text.press("Escape");
        wes.button("Dry run").click();
        assertThat(wes.text("1 thing to correct")).isVisible();
        assertThat(wes.page().locator(".findings")).containsText("GET");
        wes.button("Line 9").click();
        assertThat(text).isFocused();

        text.fill(text.inputValue().replace("FETCH", "POST"));
        wes.button("Dry run").click();
        wes.page().getByLabel("owner").fill("wes");
        wes.button("Show what would be sent").click();

        var dialog = wes.page().locator("lr-dry-run");
        assertThat(dialog.locator(".is-dry pre")).containsText("{\"owner\":\"wes\"}");
        assertThat(dialog.locator(".is-dry pre")).containsText("POST");
        assertThat(dialog).containsText("Nothing was sent");
        assertThat(dialog.locator(".mode")).hasText("DRY RUN");
        assertThat(Views.violations(wes.page())).isEmpty();
        wes.button("Done").click();
        save(wes).click();
        assertThat(wes.text("Workflow saved")).isVisible();
        assertThat(wes.page()).hasURL(Pattern.compile("/workflows/[0-9a-f-]{36}$"));
    }

    @Test
    void a_workflow_that_two_write_at_once_loses_nothing_of_either() {
        var id = keep("written-by-two", """
                  - name: look
                    request: {method: GET, url: /v1/health}
                """);
        wes.go("/workflows/" + id);
        var text = wes.page().locator("lr-editor textarea");
        text.fill(text.inputValue() + "    assert: [{status: 200}]\n");
        try (var xaver = stage.arrive("operator", "xaver")) {
            xaver.go("/workflows/" + id);
            var theirs = xaver.page().locator("lr-editor textarea");
            theirs.fill(theirs.inputValue().replace("name: look", "name: look closely"));
            save(xaver).click();
            assertThat(xaver.text("Workflow saved")).isVisible();
            assertThat(save(xaver)).isDisabled();
        }
        save(wes).click();

        var told = wes.page().locator("lr-workflow .problem").filter(with("The workflow was changed by somebody else"));
        assertThat(told).containsText("look closely");
        assertThat(save(wes)).isDisabled();
        assertThat(Views.violations(wes.page())).isEmpty();
        // What was written and not saved is there again.
        wes.page().reload();
        assertThat(told).containsText("look closely");
        assertThat(text).hasValue(Pattern.compile("status: 200"));
        wes.button("Keep mine").click();
        assertThat(told).hasCount(0);
        save(wes).click();
        assertThat(wes.text("Workflow saved")).isVisible();
        assertThat(Stage.api("tester", "wes")
                        .get("/api/v1/workflows/" + id)
                        .path("document")
                        .asText())
                .contains("status: 200")
                .doesNotContain("closely");
    }

    @Test
    void what_comes_with_liverun_stays_as_it_is_and_can_be_copied() {
        wes.go("/workflows");
        wes.page()
                .locator("lr-list .rowbox")
                .filter(with("wallet-lifecycle"))
                .first()
                .locator("a")
                .first()
                .click();
        assertThat(wes.text("stays as it is")).isVisible();
        assertThat(save(wes)).hasCount(0);

        wes.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Make a copy"))
                .click();

        var text = wes.page().locator("lr-editor textarea");
        assertThat(text).hasValue(Pattern.compile("name: wallet-lifecycle-copy"));
        save(wes).click();
        assertThat(wes.text("Workflow saved")).isVisible();
        assertThat(wes.page()).hasURL(Pattern.compile("/workflows/[0-9a-f-]{36}$"));
        assertThat(save(wes)).isDisabled();
    }

    @Test
    void a_curl_command_becomes_a_workflow() {
        wes.go("/workflows/new?from=import");
        wes.page()
                .locator("#w-text")
                .fill("curl -X POST https://wallet.example.org/v1/wallets -H 'Authorization: Bearer s3cret' -d"
                        + " '{\"owner\": \"me\"}'");
        assertThat(Views.violations(wes.page())).isEmpty();
        wes.button("Read").click();
        assertThat(wes.page().locator("lr-workflow-import")).containsText("POST /v1/wallets");
        wes.button("Put into the editor").click();

        var text = wes.page().locator("lr-editor textarea");
        assertThat(text).hasValue(Pattern.compile("url: /v1/wallets"));
        assertThat(text).not().hasValue(Pattern.compile("s3cret"));
        wes.button("Dry run").click();
        wes.page().getByLabel("Against").selectOption("wallet");
        wes.button("Show what would be sent").click();
        assertThat(wes.page().locator("lr-dry-run .is-dry pre")).containsText("/v1/wallets");
        wes.button("Done").click();
    }

    @Test
    void a_session_asks_people_and_ends_with_their_word() {
        keep("asks-somebody", """
                  - name: look
                    ask: {question: "Is the wallet page all right?", choices: [fine, broken], expect: fine}
                """);
        keep("loses-an-answer", """
                  - name: open and lose
                    kind: write
                    request: {method: POST, url: /v1/wallets, json: {owner: wes, currency: EUR}}
                """);
        var room = Stage.session(
                "wes",
                "Asked and signed",
                Map.of(
                        "approvals",
                        Map.of("write", true),
                        "sign_off",
                        List.of("petra"),
                        "integrations",
                        List.of(Map.of("name", "wallet"))));
        wes.go(room);
        try (var petra = stage.arrive("tester", "petra")) {
            petra.go(room);
            run("asks-somebody");
            var question = wes.page().locator("lr-questions li").filter(with("Is the wallet page all right?"));
            assertThat(question).isVisible();
            assertThat(petra.page().locator("lr-questions")).containsText("asked of any tester");
            assertThat(Views.violations(wes.page())).isEmpty();
            question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("fine"))
                    .click();
            assertThat(result("asks-somebody")).containsText("Passed", patiently());

            Stage.sandbox().put(WALLET_FAULT, Map.of("accept_then_drop", true, "method", "POST"));
            run("loses-an-answer");
            var orphan = wes.page().locator("lr-questions li").filter(with("open and lose"));
            assertThat(orphan).containsText("Nobody knows what became of it", patiently());
            Stage.sandbox().delete(WALLET_FAULT);
            orphan.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("It did not happen"))
                    .click();
            assertThat(orphan).hasCount(0);

            wes.button("Complete").click();
            assertThat(Views.violations(wes.page())).isEmpty();
            wes.page().locator("lr-reason button[type=submit]").click();
            assertThat(wes.page().locator("lr-sign-off")).containsText("petra decides");
            assertThat(wes.button("Accept")).hasCount(0);
            try (var phone = stage.arrive("tester", "petra", 390, ColorScheme.DARK)) {
                phone.go(room);
                assertThat(phone.button("Accept")).isVisible();
                assertThat(Views.beyondTheEdge(phone.page())).isEmpty();
            }
            petra.button("Reject …").click();
            assertThat(petra.field("What is not good enough?")).isFocused();
            petra.page().keyboard().type("The wallet was never seen");
            assertThat(Views.violations(petra.page())).isEmpty();
            petra.button("Reject").click();
            assertThat(wes.page().locator("lr-sign-off")).containsText("Rejected");
            assertThat(wes.page().locator("lr-sign-off")).containsText("The wallet was never seen");

            petra.button("Say something else").click();
            petra.button("Accept").click();
            assertThat(wes.page().locator("lr-sign-off")).containsText("Accepted");
            assertThat(wes.page().locator("lr-timeline")).containsText("petra accepted seal 1");
            Stage.api("tester", "wes").post("/api/v1/sessions", Map.of("name", "Before " + MARK));
            wes.go("/reports");
            wes.field("Earlier").selectOption("Before " + MARK + " (created)");
            wes.field("Later").selectOption(new SelectOption().setValue(room.substring("/sessions/".length())));
            assertThat(wes.page().locator(".compare tr").filter(with("loses-an-answer")))
                    .containsText("new failure");
            assertThat(wes.page().locator(".compare tr").filter(with("asks-somebody")))
                    .containsText("new");
            assertThat(Views.violations(wes.page())).isEmpty();

            wes.go(room + "/report");
            assertThat(wes.page().locator("lr-sign-off")).containsText("Accepted");
            assertThat(Views.violations(wes.page())).isEmpty();
            assertThat(petra.complaints()).isEmpty();
        }
    }

    private static Locator save(Visitor visitor) {
        return visitor.page().getByRole(AriaRole.BUTTON).filter(with("Check and save"));
    }

    private static String keep(String name, String steps) {
        return Stage.api("tester", "wes")
                .post(
                        "/api/v1/workflows",
                        Map.of(
                                "document",
                                "liverun: 1\nname: " + name + "-" + MARK + "\nintegration: wallet\nsteps:\n" + steps))
                .path("id")
                .asText();
    }

    private static void run(String test) {
        wes.button("Run " + test + "-" + MARK).click();
        wes.button("Run live").click();
    }

    private static Locator result(String test) {
        return wes.page().locator("lr-tests .rowbox").filter(with(test)).first();
    }
}

package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.liverun.local.console.Stage.patiently;
import static dev.liverun.local.console.Stage.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.liverun.local.RunningStack;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a finding: what is public of it, what both sides say and change, and how it is found again. */
@ExtendWith(RunningStack.class)
class ConsoleFeedbackIT {

    private static final String ISSUES = "/github/repos/liverun/demo/issues/";

    private static Stage stage;
    private static String room;
    private static Visitor fay;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        Stage.integration("wallet");
        room = Stage.session("fay", "What fay finds", Map.of());
        fay = stage.arrive("tester", "fay");
    }

    @AfterEach
    void nothingIsRefusedOrBroken() {
        assertThat(fay.complaints()).isEmpty();
    }

    @AfterAll
    static void close() {
        Stage.sandbox().delete(Stage.GITHUB_FAULT);
        stage.close();
    }

    @Test
    void what_looks_like_a_secret_is_held_back_until_somebody_consents() {
        fay.go(room);
        assertThat(fay.page().locator("#note-text")).isVisible();
        fay.page().keyboard().press("f");
        fay.field("What did you find?").fill("The log shows a token");
        fay.field("Details")
                .fill("Seen in the log: ghp_0123456789abcdefghijABCDEFGHIJ012345, right after @maintainer signed in");
        fay.text("What becomes public on GitHub").click();
        assertThat(fay.page().locator(".public")).containsText("held back until somebody consents");
        paste();
        drop();
        assertThat(fay.page().locator(".thumb lr-thumb")).hasCount(2);
        markWithTheKeyboardAlone();
        assertThat(Views.violations(fay.page())).isEmpty();
        fay.button("File it").click();
        fay.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look at it"))
                .click();

        var report = fay.page().locator("lr-report-detail");
        assertThat(report.locator("lr-thumb canvas")).hasCount(2);
        assertThat(report).containsText("Held back");
        fay.button("Show what is held back").click();
        assertThat(report.locator(".github code").first()).containsText("ghp_");
        assertThat(Views.violations(fay.page())).isEmpty();
        fay.button("Let it become public as it is").first().click();

        assertThat(report.locator(".github")).containsText("Linked", patiently());
        assertThat(report).not().containsText("Held back");
    }

    @Test
    void comments_go_both_ways() {
        var report = file("Comments go both ways");
        var issue = openLinked(report);
        fay.field("Comment").fill("Seen again on the phone");
        fay.page().keyboard().press("Control+Enter");
        assertThat(fay.page().locator("lr-conversation ol").first()).containsText("Seen again on the phone");
        fay.patiently(() ->
                Stage.gitHub().get(ISSUES + issue + "/comments").toString().contains("Seen again on the phone"));

        Stage.gitHub().post(ISSUES + issue + "/comments", Map.of("body", "Fixed on the branch"));

        var said = fay.page().locator("lr-conversation ol").first();
        assertThat(said).containsText("Fixed on the branch", patiently());
        assertThat(said).containsText("on GitHub");
        fay.text("History").click();
        assertThat(fay.page().locator("lr-conversation details li").first()).isVisible();
    }

    @Test
    void what_both_sides_changed_at_once_is_settled_by_a_person() {
        var report = file("Both sides change this");
        var issue = openLinked(report);
        // Nobody learns of the one change before the other is made.
        Stage.keepFromFeedback(issue);
        Stage.gitHub().patch(ISSUES + issue, Map.of("title", "Theirs is this"));
        fay.button("Edit").click();
        fay.field("Title").fill("Ours is that");
        fay.button("Save").click();
        assertThat(fay.button("Edit")).isVisible();
        Stage.sandbox().delete(Stage.GITHUB_FAULT);

        var conflict = fay.page().locator("lr-github .problem");
        assertThat(conflict).containsText("Title was changed here and on GitHub at once", patiently());
        assertThat(conflict).containsText("Ours is that");
        assertThat(conflict).containsText("Theirs is this");
        assertThat(Views.violations(fay.page())).isEmpty();
        fay.button("Keep ours").click();

        assertThat(conflict).hasCount(0);
        assertThat(fay.page().locator(".report-title")).hasText("Ours is that");
        fay.patiently(
                () -> Stage.gitHub().get(ISSUES + issue).path("title").asText().contains("Ours is that"));
    }

    @Test
    void nothing_that_others_change_meanwhile_is_overwritten_unseen() {
        var report = file("Edited by two");
        fay.go("/feedback/" + report);
        fay.button("Edit").click();
        fay.field("Title").fill("Edited by fay");
        try (var gus = stage.arrive("operator", "gus")) {
            gus.go("/feedback/" + report);
            gus.button("Edit").click();
            gus.field("Title").fill("Edited by gus");
            gus.field("Details").fill("Gus saw more.");
            gus.button("Save").click();
            assertThat(gus.page().locator(".report-title")).hasText("Edited by gus");

            var told = fay.page().locator("lr-report-detail form .problem");
            assertThat(told).containsText("The title was changed by somebody else meanwhile");
            assertThat(told).containsText("Edited by gus");
            assertThat(fay.field("Title")).hasValue("Edited by fay");
            assertThat(fay.field("Details")).hasValue("Gus saw more.");
            assertThat(fay.button("Save")).isDisabled();
            assertThat(Views.violations(fay.page())).isEmpty();

            fay.button("Keep mine").click();
            fay.button("Save").click();
            assertThat(fay.page().locator(".report-title")).hasText("Edited by fay");
            assertThat(gus.page().locator(".report-title")).hasText("Edited by fay");
            assertThat(gus.page().locator("lr-report-detail")).containsText("Gus saw more.");
        }
    }

    @Test
    void what_is_edited_stays_with_its_report() {
        var one = file("Edited first");
        var other = file("Looked at in between");
        fay.go("/feedback/" + one);
        fay.button("Edit").click();
        fay.field("Details").fill("Half a sentence");
        fay.field("Comment").fill("Half a comment");
        row("Looked at in between").click();
        assertThat(fay.page().locator(".report-title")).hasText("Looked at in between");
        assertThat(fay.field("Comment")).hasValue("");
        row("Edited first").click();
        assertThat(fay.field("Details")).hasValue("Half a sentence");
        assertThat(fay.field("Comment")).hasValue("Half a comment");
        fay.button("Cancel").click();
        assertThat(fay.page().locator(".report-title")).hasText("Edited first");
        assertThat(fay.page()).hasURL(Pattern.compile(one));
        assertThat(Stage.api("tester", "fay")
                        .get("/api/v1/feedback/" + other)
                        .path("description")
                        .asText())
                .isEqualTo("As seen.");
    }

    @Test
    void whoever_has_no_part_in_the_session_is_not_offered_what_would_be_refused() {
        var report = file("Seen from outside");
        fay.go("/feedback/" + report);
        assertThat(fay.button("Edit")).isVisible();
        try (var gus = stage.arrive("tester", "gus")) {
            gus.go("/feedback/" + report);
            assertThat(gus.page().locator(".report-title")).hasText("Seen from outside");
            assertThat(gus.page().locator("lr-conversation")).isVisible();
            assertThat(gus.button("Edit")).hasCount(0);
            assertThat(gus.field("Comment")).hasCount(0);
            assertThat(gus.button("Sync now")).hasCount(0);
        }
    }

    @Test
    void what_one_has_to_see_to_is_a_click_away() {
        var report = file("Somebody sees to it");
        file("Nobody sees to it");
        fay.go("/feedback/" + report);
        // The first may be refused, for the link to its issue that came in between.
        fay.page()
                .waitForResponse(
                        response -> response.request().method().equals("PATCH") && response.ok(),
                        () -> fay.button("Take it").click());
        fay.go("/feedback?session_id=" + room.substring("/sessions/".length()));
        assertThat(row("Nobody sees to it")).isVisible();

        fay.button("Assigned to me").click();

        assertThat(row("Nobody sees to it")).hasCount(0);
        assertThat(row("Somebody sees to it")).isVisible();
        assertThat(fay.page()).hasURL(Pattern.compile("assignee=fay"));
        fay.button("Not taken by GitHub").click();
        assertThat(fay.text("Nothing matches")).isVisible();
        assertThat(Views.violations(fay.page())).isEmpty();
        fay.button("Not taken by GitHub").click();
        assertThat(row("Somebody sees to it")).isVisible();
    }

    @Test
    void a_view_is_kept_by_the_service_and_shared() {
        fay.go("/feedback?priority=HIGH&category=UX");
        fay.button("Save view").click();
        fay.field("Name of the view").fill("Hot UX");
        fay.field("for everybody").check();
        fay.page().keyboard().press("Enter");
        assertThat(fay.text("View saved for everybody")).isVisible();
        assertThat(fay.button("Forget this view")).isVisible();

        try (var elsewhere = stage.arrive("tester", "fay");
                var vera = stage.arrive("viewer", "vera")) {
            vera.go("/feedback");
            vera.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hot UX"))
                    .click();
            assertThat(vera.page()).hasURL(Pattern.compile("category=UX&priority=HIGH$"));
            assertThat(vera.button("Forget this view")).hasCount(0);
            elsewhere.go("/feedback?category=UX&priority=HIGH");
            elsewhere.button("Forget this view").click();
            assertThat(elsewhere.text("View forgotten")).isVisible();
            assertThat(elsewhere.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hot UX")))
                    .hasCount(0);
        }
    }

    @Test
    void many_are_changed_at_once_and_the_other_browser_sees_it() {
        file("One of many, first");
        file("One of many, second");
        var search = "/feedback?q=many&session_id=" + room.substring("/sessions/".length());
        fay.go(search);
        var rows = fay.page().locator("lr-queue .rowbox");
        assertThat(rows).hasCount(2);
        try (var vera = stage.arrive("viewer", "vera")) {
            vera.go(search);
            assertThat(vera.page().locator("lr-queue .rowbox")).hasCount(2);
            fay.page().keyboard().press("j");
            fay.page().keyboard().press("x");
            rows.nth(1).getByRole(AriaRole.CHECKBOX).check();
            assertThat(fay.text("2 reports chosen")).isVisible();
            assertThat(Views.violations(fay.page())).isEmpty();
            fay.field("Set priority").selectOption("CRITICAL");

            assertThat(fay.text("2 reports changed")).isVisible();
            assertThat(vera.page().locator("lr-queue .rowbox").filter(with("Critical")))
                    .hasCount(2);
        }
    }

    private static Locator row(String title) {
        return fay.page().locator("lr-queue .rowbox a").filter(with(title)).first();
    }

    private static String file(String title) {
        return Stage.report("fay", room, title);
    }

    /** Opens the report when it has its issue; the issue's number. */
    private static String openLinked(String report) {
        fay.go("/feedback/" + report);
        assertThat(fay.page().locator("lr-report-detail .github")).containsText("Linked", patiently());
        return Stage.api("tester", "fay")
                .get("/api/v1/feedback/" + report)
                .path("github_issue_number")
                .asText();
    }

    private static void paste() {
        fay.page()
                .locator("#f-text")
                .evaluate(PICTURE
                        + "target.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable:"
                        + " true})); }");
    }

    private static void drop() {
        fay.page()
                .locator("lr-composer .body")
                .evaluate(PICTURE
                        + "target.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));"
                        + " }");
    }

    private static final String PICTURE = """
            async target => {
              const canvas = document.createElement('canvas');
              canvas.width = 320; canvas.height = 200;
              const blob = await new Promise(done => canvas.toBlob(done));
              const data = new DataTransfer();
              data.items.add(new File([blob], 'image.png', {type: 'image/png'}));
            """;

    private static void markWithTheKeyboardAlone() {
        fay.button("Mark or redact").first().click();
        var canvas = fay.page().locator("canvas.draw");
        assertThat(canvas).isFocused();
        canvas.press("ArrowRight");
        canvas.press("Shift+ArrowDown");
        canvas.press("Enter");
        assertThat(fay.button("Undo")).isEnabled();
        assertThat(Views.violations(fay.page())).isEmpty();
        fay.button("Use picture").click();
    }
}

package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.liverun.local.console.Stage.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.liverun.local.RunningStack;
import dev.liverun.local.identity.LocalIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the console behaves wherever one is: while one waits, when something is in the way, on the way in and out. */
@ExtendWith(RunningStack.class)
class ConsoleHabitsIT {

    private static Stage stage;
    private static Visitor hal;
    private static String room;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        Stage.integration("wallet");
        room = Stage.session("hal", "Habits", Map.of("integrations", List.of(Map.of("name", "wallet"))));
        hal = stage.arrive("tester", "hal");
    }

    @AfterEach
    void nothingIsRefusedOrBroken() {
        assertThat(hal.complaints()).isEmpty();
        hal.page().unrouteAll();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void a_link_that_is_pasted_into_the_sign_in_page_signs_in_and_signing_out_says_so() {
        try (var context = stage.browser().newContext()) {
            var page = context.newPage();
            page.navigate(Stage.address() + "/sessions");
            page.waitForURL(Pattern.compile("/sign-in$"));
            var token = LocalIdentity.of(RunningStack.get().data()).token("viewer", "vic", Duration.ofMinutes(5));

            page.navigate(Stage.address() + "/sign-in#token=" + token);

            page.waitForURL(Pattern.compile("/sessions$"));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            assertThat(page.getByText("You are signed out.")).isVisible();
            assertThat(Views.violations(page)).isEmpty();
        }
    }

    @Test
    void what_is_not_approved_is_left_out_and_says_so_until_somebody_approves_it() {
        hal.go(room);
        hal.button("Run Create, read and delete a wallet").click();
        assertThat(hal.page().locator("lr-run")).containsText("not approved, left out");
        hal.button("Run live").click();
        var result = hal.page().locator("lr-tests .rowbox").filter(with("wallet-lifecycle"));
        assertThat(result).containsText("does not approve");
        result.locator("a").click();
        assertThat(hal.page().locator("lr-result .mode")).hasText("NOT SENT");
        hal.page().keyboard().press("Escape");
        hal.button("Run Create, read and delete a wallet").click();
        assertThat(Views.violations(hal.page())).isEmpty();

        hal.button("Approve for this session").click();

        // What is approved is shown to the letter before it goes out.
        assertThat(hal.page().locator("lr-run .mode")).hasText("DRY RUN");
        assertThat(hal.page().locator("lr-run .is-dry pre").first()).containsText("POST /v1/wallets");
        assertThat(hal.page().locator("lr-run")).not().containsText("It would be skipped");
        hal.button("Run live").click();
        assertThat(hal.page().locator("lr-tests .rowbox").filter(with("Passed")).first())
                .containsText("wallet-lifecycle");
        assertThat(hal.page().locator("lr-tests .catalogue")).not().containsText("not approved");
        hal.page()
                .locator("lr-tests .rowbox")
                .filter(with("held"))
                .first()
                .locator("a")
                .click();
        hal.page().locator("lr-result .step-head").first().click();
        assertThat(hal.page().locator("lr-result .redacted").first()).hasText("credential redacted");
        hal.page().keyboard().press("f");
        hal.field("What did you find?").fill("It takes a second look");
        hal.field("Details").fill("As seen.");
        hal.button("File it").click();
        // The way on can be taken though the result is open still.
        hal.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look at it"))
                .click();
        assertThat(hal.page().locator(".report-title")).hasText("It takes a second look");
    }

    @Test
    void while_one_types_what_is_known_already_is_shown() {
        file("The wallet forgets its currency");
        hal.go(room);
        assertThat(hal.page().locator("#note-text")).isVisible();
        hal.page().keyboard().press("f");
        hal.field("What did you find?").fill("wallet forgets its currency again");

        assertThat(hal.page().locator(".similar")).containsText("The wallet forgets its currency");

        hal.field("What did you find?").fill("");
        hal.page().keyboard().press("Escape");
    }

    @Test
    void a_change_is_seen_before_the_service_has_answered_and_taken_back_when_it_says_no() {
        var report = file("Seen at once");
        hal.go("/feedback/" + report);
        var state = hal.page().locator("lr-report-detail header .pill");
        assertThat(state).containsText("Open");
        var asked = hold(hal, "**/api/v1/feedback/" + report, "PATCH");

        hal.page().locator("#m-status").selectOption("RESOLVED");

        assertThat(state).containsText("Resolved");
        hal.page().waitForCondition(() -> !asked.isEmpty());
        // What the service says meanwhile is from before the change.
        hal.page().waitForResponse("**/api/v1/feedback/" + report + "/attachments", () -> hal.page()
                .evaluate("dispatchEvent(new Event('online'))"));
        assertThat(state).containsText("Resolved");
        asked.get(0)
                .fulfill(new Route.FulfillOptions()
                        .setStatus(409)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\": \"Not now\", \"detail\": \"Somebody else is at it.\", \"status\": 409}"));
        assertThat(state).containsText("Open");
        assertThat(hal.page().locator(".toast.bad")).containsText("Somebody else is at it.");
        assertThat(hal.page().locator(".toast.bad")).containsText("look at it, then decide again");
    }

    @Test
    void a_run_whose_answer_was_lost_is_not_run_twice() {
        try (var hanna = stage.arrive("tester", "hanna")) {
            var session =
                    Stage.session("hanna", "Runs once", Map.of("integrations", List.of(Map.of("name", "wallet"))));
            hanna.go(session);
            hanna.button("Run Create, read and delete a wallet").click();
            hanna.page().route("**" + session + "/runs", route -> {
                if (route.request().method().equals("POST")) {
                    route.fetch();
                    route.abort();
                } else {
                    route.fallback();
                }
            });
            hanna.button("Run live").click();
            assertThat(hanna.page().locator(".toast.bad")).containsText("No connection to Liverun");
            hanna.page().unrouteAll();

            hanna.button("Run Create, read and delete a wallet").click();
            var again = hanna.page()
                    .waitForResponse(
                            response -> response.request().method().equals("POST")
                                    && response.url().endsWith("/runs"),
                            () -> hanna.button("Run live").click());
            assertThat(again.ok()).isTrue();

            assertThat(hanna.page().locator("lr-tests .rowbox")).hasCount(1);
            assertThat(Stage.api("tester", "hanna")
                            .get("/api/v1" + session + "/runs")
                            .path("items")
                            .size())
                    .isOne();
        }
    }

    @Test
    void a_reason_that_was_written_stays_until_it_was_heard() {
        try (var hugo = stage.arrive("tester", "hugo")) {
            var session = Stage.session("hugo", "Ends hard", Map.of());
            hugo.go(session);
            hugo.button("Complete").click();
            hugo.page().locator("#reason").fill("Everything was seen");
            var asked = hold(hugo, "**" + session + "/complete", "POST");
            hugo.page().locator("lr-reason button[type=submit]").click();
            hugo.page().waitForCondition(() -> !asked.isEmpty());
            asked.get(0).abort();
            assertThat(hugo.page().locator(".toast.bad")).containsText("Your input is kept");
            assertThat(hugo.page().locator("#reason")).hasValue("Everything was seen");
            hugo.page().unrouteAll();

            hugo.page().locator("lr-reason button[type=submit]").click();

            assertThat(hugo.page().locator(".room-head")).containsText("Completed");
            assertThat(hugo.text("Everything was seen")).isVisible();
        }
    }

    @Test
    void a_report_whose_file_is_refused_is_filed_once_and_says_so() {
        hal.go(room);
        assertThat(hal.page().locator("#note-text")).isVisible();
        hal.page().keyboard().press("f");
        hal.field("What did you find?").fill("Filed with a file that is late");
        hal.field("Details").fill("As seen.");
        hal.page().locator("#f-file").setInputFiles(new FilePayload("log.txt", "text/plain", "late".getBytes(UTF_8)));
        var asked = hold(hal, "**/attachments", "POST");
        hal.button("File it").click();
        hal.page().waitForCondition(() -> !asked.isEmpty());
        asked.get(0).abort();
        assertThat(hal.page().locator("lr-composer")).containsText("It is filed; only files are missing");
        assertThat(hal.field("What did you find?")).not().isEditable();
        hal.page().unrouteAll();

        hal.button("File it").click();

        assertThat(hal.text("Feedback filed")).isVisible();
        var filed = Stage.api("tester", "hal").get("/api/v1/feedback?q=late").path("items");
        assertThat(filed.size()).isOne();
        assertThat(filed.path(0).path("attachment_count").asInt()).isOne();
        hal.page().keyboard().press("f");
        assertThat(hal.field("What did you find?")).hasValue("");
        hal.page().keyboard().press("Escape");
    }

    @Test
    void an_export_tells_how_far_it_is() {
        hal.go(room + "/report");
        assertThat(hal.button("CSV")).isVisible();
        var asked = hold(hal, "**/report?format=csv", "GET");
        var exported = hal.page().waitForDownload(() -> {
            hal.button("CSV").click();

            assertThat(hal.page().locator(".notice")).containsText("CSV: preparing");
            assertThat(hal.button("PDF")).isDisabled();
            hal.page().waitForCondition(() -> !asked.isEmpty());
            asked.get(0).resume();
        });

        assertThat(exported.suggestedFilename()).endsWith(".csv");
        assertThat(hal.button("PDF")).isEnabled();
    }

    @Test
    void what_is_on_its_way_has_its_shape_already_and_what_is_not_there_has_a_way_back() {
        var asked = hold(hal, "**/api/v1/workflows?*", "GET");
        hal.go("/workflows");
        hal.page().waitForCondition(() -> !asked.isEmpty());
        assertThat(hal.page().locator("main .skeleton")).isVisible();
        asked.forEach(Route::resume);
        assertThat(hal.page().locator("lr-list .rowbox").first()).isVisible();
        hal.page().unrouteAll();

        hal.go("/sessions/01a00000-0000-7000-8000-000000000000");

        assertThat(hal.page().locator(".problem")).containsText("Not found");
        hal.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go to the list"))
                .click();
        assertThat(hal.page()).hasURL(Pattern.compile("/sessions$"));
    }

    @Test
    void a_product_owner_who_is_no_tester_joins_and_writes() {
        try (var paula = stage.arrive("viewer", "paula")) {
            paula.go(room);
            assertThat(paula.page().locator("#note-text")).hasCount(0);

            paula.button("Join").click();

            assertThat(paula.page().locator("#note-text")).isVisible();
            assertThat(paula.button("Complete")).hasCount(0);
        }
    }

    @Test
    void a_mistyped_address_has_a_way_back() {
        hal.go("/sesions");

        assertThat(hal.page().getByRole(AriaRole.HEADING)).hasText("There is nothing at this address");
        assertThat(Views.violations(hal.page())).isEmpty();
        hal.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To the sessions"))
                .click();
        assertThat(hal.page().locator("lr-sessions")).isVisible();
    }

    @Test
    void what_is_opened_and_filtered_has_an_address_and_back_goes_back() {
        hal.go(room + "?outcome=ERROR&kind=note");
        assertThat(hal.text("No result with this outcome")).isVisible();
        assertThat(hal.text("Nothing of this kind yet")).isVisible();
        hal.page()
                .locator("lr-timeline")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("All"))
                .click();
        assertThat(hal.page()).hasURL(Pattern.compile("\\?outcome=ERROR$"));
        hal.go("/integrations?open=maintenance");
        assertThat(hal.text("Maintenance windows")).isVisible();
        hal.page().keyboard().press("Escape");
        assertThat(hal.page()).hasURL(Pattern.compile("/integrations$"));

        hal.button("Maintenance").click();
        assertThat(hal.page()).hasURL(Pattern.compile("open=maintenance$"));
        hal.page().goBack();

        assertThat(hal.page().locator("dialog")).hasCount(0);
        assertThat(hal.page()).hasURL(Pattern.compile("/integrations$"));
    }

    @Test
    void what_stands_above_a_page_can_be_linked_to() {
        hal.go(room + "?show=feedback");
        assertThat(hal.field("What did you find?")).isVisible();
        hal.button("Later").click();
        assertThat(hal.page()).hasURL(Pattern.compile(room + "$"));
        assertThat(hal.page().locator("lr-composer")).hasCount(0);

        hal.go("/sessions?show=keyboard");
        assertThat(hal.page().locator("lr-help dialog")).isVisible();
        hal.go("/sessions?show=commands");
        assertThat(hal.page().locator(".palette")).isVisible();

        hal.go(room + "?run=wallet-lifecycle");
        assertThat(hal.button("Run live")).isVisible();
        hal.button("Cancel").click();
        assertThat(hal.page()).hasURL(Pattern.compile(room + "$"));
        assertThat(hal.page().locator("lr-run")).hasCount(0);
    }

    @Test
    void dark_and_light_are_a_key_apart_and_stay() {
        hal.go("/sessions");
        assertThat(hal.page().locator("html")).hasAttribute("data-theme", "light");

        hal.page().keyboard().press("t");

        assertThat(hal.page().locator("html")).hasAttribute("data-theme", "dark");
        hal.page().reload();
        assertThat(hal.page().locator("html")).hasAttribute("data-theme", "dark");
    }

    /** Requests that wait until they are let go. */
    private static List<Route> hold(Visitor visitor, String pattern, String method) {
        var held = new CopyOnWriteArrayList<Route>();
        visitor.page().route(pattern, route -> {
            if (route.request().method().equals(method)) {
                held.add(route);
            } else {
                route.fallback();
            }
        });
        return held;
    }

    private static String file(String title) {
        return Stage.report("hal", room, title);
    }
}

package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.liverun.local.console.Stage.patiently;
import static dev.liverun.local.console.Stage.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.liverun.local.RunningStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Integrations: how they are, how they were, what is planned, and what is imported. */
@ExtendWith(RunningStack.class)
class ConsoleHealthIT {

    private static final String ADMIN_FAULT = "/_control/admin/fault";
    private static final int CHECKS = 1_250;

    private static Stage stage;
    private static Visitor olga;
    private static String admin;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        admin = Stage.integration("admin");
        olga = stage.arrive("operator", "olga");
    }

    @AfterEach
    void nothingIsRefusedOrBroken() {
        assertThat(olga.complaints()).isEmpty();
    }

    @AfterAll
    static void close() {
        Stage.sandbox().delete(ADMIN_FAULT);
        stage.close();
    }

    @Test
    void an_import_shows_first_what_it_would_change() {
        olga.go("/integrations");
        olga.button("Import").click();
        olga.field("Definitions").fill("""
                integrations:
                  - name: admin
                    timeout_seconds: 7
                  - name: billing
                    base_url: http://127.0.0.1:9/billing
                    health_check_url: http://127.0.0.1:9/billing/health
                    auth_type: NONE
                    rate_limit_per_minute: 120
                    timeout_seconds: 5
                    retry_attempts: 0
                    enabled: false
                """);
        olga.button("Show what would change").click();

        var dialog = olga.page().locator("lr-import");
        assertThat(dialog).containsText("timeout_seconds");
        assertThat(dialog.locator("del")).hasCount(1);
        assertThat(dialog.locator("ins")).hasText("7");
        assertThat(dialog).containsText("2 changes to make");
        assertThat(Views.violations(olga.page())).isEmpty();
        olga.button("Apply").click();

        assertThat(olga.text("Imported")).isVisible();
        assertThat(row(olga, "billing")).isVisible();
        assertThat(Stage.api("viewer", "vera")
                        .get("/api/v1/integrations/" + admin)
                        .path("timeout_seconds")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void two_who_edit_an_integration_see_each_other() {
        var yunite = Stage.integration("yunite");
        olga.go("/integrations/" + yunite);
        olga.button("Edit").click();
        olga.field("Seconds of patience").fill("8");
        try (var otto = stage.arrive("operator", "otto")) {
            otto.go("/integrations/" + yunite);
            otto.button("Edit").click();
            otto.field("Seconds of patience").fill("9");
            otto.field("Tags").fill("community");
            otto.button("Save").click();
            assertThat(otto.text("Saved")).isVisible();
        }

        var told = olga.page().locator("lr-register .problem");
        assertThat(told).containsText("The time of patience was changed by somebody else meanwhile");
        assertThat(olga.field("Tags")).hasValue("community");
        assertThat(olga.button("Save")).isDisabled();
        assertThat(Views.violations(olga.page())).isEmpty();
        olga.button("Take theirs").click();
        assertThat(olga.field("Seconds of patience")).hasValue("9");
        olga.field("Requests a minute").fill("55");
        olga.button("Save").click();
        assertThat(olga.text("Saved")).isVisible();
        var now = Stage.api("viewer", "vera").get("/api/v1/integrations/" + yunite);
        assertThat(now.path("timeout_seconds").asInt()).isEqualTo(9);
        assertThat(now.path("rate_limit_per_minute").asInt()).isEqualTo(55);
        assertThat(now.path("tags").path(0).asText()).isEqualTo("community");
    }

    @Test
    void maintenance_is_planned_seen_and_cancelled() {
        olga.go("/integrations");
        olga.button("Maintenance").click();
        olga.button("Plan one").click();
        olga.field("What is it?").fill("Database move");
        olga.page().getByLabel("Integration").last().selectOption("admin");
        assertThat(Views.violations(olga.page())).isEmpty();
        olga.button("Plan it").click();

        var planned = olga.page().locator("lr-maintenance li").filter(with("Database move"));
        assertThat(planned).containsText("now");
        assertThat(planned).containsText("admin");
        assertThat(Views.violations(olga.page())).isEmpty();
        olga.button("Cancel Database move").click();
        assertThat(planned).hasCount(0);
    }

    @Test
    void an_alarm_is_taken_care_of_by_one_and_seen_by_all() {
        try (var tim = stage.arrive("tester", "tim")) {
            tim.go("/integrations");
            olga.go("/integrations/" + admin);
            Stage.sandbox().put(ADMIN_FAULT, Map.of("status", 503));
            olga.checkTwice(olga.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check now")));
            assertThat(olga.page().locator("lr-past").first()).containsText("Unhealthy");
            assertThat(olga.page().locator("lr-past").first()).containsText("2 of 3 checks");
            assertThat(olga.page().locator("lr-integration .facts").filter(with("In use")))
                    .containsText(Pattern.compile(
                            "about [1-9][0-9]* in the last minute: [1-9][0-9]* for checks, [0-9]+ for tests"));

            var alarm = tim.page().locator("lr-alarms li").filter(with("admin"));
            assertThat(alarm).containsText("Down", patiently());
            assertThat(Views.violations(tim.page())).isEmpty();
            alarm.getByRole(AriaRole.BUTTON).click();
            tim.page().getByPlaceholder("What is known, or who takes care").fill("Tim asks the provider");
            tim.page().keyboard().press("Enter");

            olga.go("/operations/alarms");
            assertThat(olga.page().locator("lr-alarms li").first()).containsText("Tim asks the provider");
            assertThat(Views.violations(olga.page())).isEmpty();
            Stage.sandbox().delete(ADMIN_FAULT);
            olga.go("/integrations/" + admin);
            olga.checkTwice(olga.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check now")));
            assertThat(alarm).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
        }
    }

    @Test
    void a_change_comes_by_the_stream_and_not_by_asking() {
        try (var vera = stage.arrive("viewer", "vera")) {
            vera.go("/integrations");
            assertThat(row(vera, "admin")).isVisible();
            // Whoever may not ask hears of it by the WebSocket alone.
            vera.page().route("**/api/v1/health-board*", Route::abort);
            Stage.api("operator", "olga")
                    .post(
                            "/api/v1/integrations",
                            Map.ofEntries(
                                    Map.entry("name", "pushed"),
                                    Map.entry("base_url", "http://127.0.0.1:9/pushed"),
                                    Map.entry("health_check_url", "http://127.0.0.1:9/pushed/health"),
                                    Map.entry("auth_type", "NONE"),
                                    Map.entry("rate_limit_per_minute", 60),
                                    Map.entry("timeout_seconds", 5),
                                    Map.entry("retry_attempts", 0),
                                    Map.entry("enabled", false)));

            assertThat(row(vera, "pushed")).isVisible();
        }
    }

    @Test
    void checks_that_were_put_away_can_be_had() {
        var past = Instant.now().minusSeconds(7_200);
        List<Map<String, Object>> checks = new ArrayList<>();
        for (int i = 0; i < CHECKS; i++) {
            checks.add(Map.of(
                    "id",
                    UUID.randomUUID().toString(),
                    "status",
                    "HEALTHY",
                    "response_time_ms",
                    20 + i % 17,
                    "status_code",
                    200,
                    "checked_at",
                    past.plusSeconds(i * 4L).toString()));
        }
        var probe = Stage.api("service", "probe");
        for (var half : List.of(checks.subList(0, CHECKS / 2), checks.subList(CHECKS / 2, CHECKS))) {
            probe.post("/api/v1/integrations/" + admin + "/health/batch", Map.of("probe", "eu-1", "checks", half));
        }
        olga.go("/integrations/" + admin + "?range=24h");
        assertThat(olga.page().locator(".numbers").first()).containsText("checks");
        // The page looks for new sections once a minute.
        olga.patiently(() -> !Stage.api("viewer", "vera")
                .get("/api/v1/integrations/" + admin + "/health/archive")
                .path("items")
                .isEmpty());
        olga.page().reload();
        var section = olga.button("JSON lines").first();
        assertThat(section).isVisible();

        var file = olga.page().waitForDownload(section::click);

        assertThat(file.suggestedFilename()).endsWith(".jsonl");
        assertThat(file.path()).content().contains("\"HEALTHY\"");
    }

    private static Locator row(Visitor visitor, String name) {
        return visitor.page()
                .locator("lr-integrations .rowbox")
                .filter(with(name))
                .first();
    }
}

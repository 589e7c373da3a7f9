package dev.liverun.local.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.liverun.local.RunningStack;
import dev.liverun.local.client.ApiClient;
import dev.liverun.local.client.ApiFailure;
import dev.liverun.local.identity.LocalIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What tests of the console share: a browser, the stand-ins' controls, and clients of the API for what is not looked at. */
final class Stage implements AutoCloseable {

    static final String GITHUB_FAULT = "/_control/github/fault";
    static final double GREAT_PATIENCE_MILLIS = 60_000;

    private static final double PATIENCE_MILLIS = 20_000;

    private final Playwright playwright;
    private final Browser browser;

    private Stage(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Stage open() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.path())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Stage(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    static String address() {
        return RunningStack.get().stack().address().toString();
    }

    Visitor arrive(String role, String subject) {
        return Visitor.arrive(browser, address(), role, subject);
    }

    Visitor arrive(String role, String subject, int width, ColorScheme colours) {
        return Visitor.arrive(browser, address(), role, subject, width, colours);
    }

    static ApiClient api(String role, String subject) {
        return new ApiClient(
                RunningStack.get().stack().address(),
                LocalIdentity.of(RunningStack.get().data()).token(role, subject, Duration.ofHours(1)));
    }

    /** Where the stand-ins are told to fail. */
    static ApiClient sandbox() {
        var control = RunningStack.get().stack().sandboxControl();
        return new ApiClient(control.getKey(), control.getValue());
    }

    /** A person on GitHub's side. */
    static ApiClient gitHub() {
        var stack = RunningStack.get().stack();
        return new ApiClient(stack.sandboxControl().getKey(), stack.gitHubPersonToken());
    }

    /** Registers one of the known integrations, unless it is there; its id. */
    static String integration(String preset) {
        var api = api("operator", "olga");
        try {
            return api.post("/api/v1/integrations/presets/" + preset, Map.of())
                    .path("id")
                    .asText();
        } catch (ApiFailure there) {
            for (var one : api.get("/api/v1/health-board?limit=1000").path("items")) {
                if (one.path("name").asText().equals(preset)) {
                    return one.path("id").asText();
                }
            }
            throw there;
        }
    }

    /** A session of {@code tester} that has begun; its address in the console. */
    static String session(String tester, String name, Map<String, Object> configuration) {
        var api = api("tester", tester);
        var id = api.post("/api/v1/sessions", Map.of("name", name, "configuration", configuration))
                .path("id")
                .asText();
        api.post("/api/v1/sessions/" + id + "/start", Map.of());
        return "/sessions/" + id;
    }

    /** A report that {@code tester} files in the session at {@code room}; its id. */
    static String report(String tester, String room, String title) {
        return api("tester", tester)
                .post(
                        "/api/v1/feedback",
                        Map.of(
                                "session_id",
                                room.substring("/sessions/".length()),
                                "title",
                                title,
                                "description",
                                "As seen.",
                                "category",
                                "OTHER",
                                "priority",
                                "LOW"))
                .path("id")
                .asText();
    }

    /** Feedback learns nothing of this issue, by webhook or by asking, until the fault is taken away. */
    static void keepFromFeedback(String issue) {
        sandbox()
                .put(
                        GITHUB_FAULT,
                        List.of(
                                Map.of("webhooks", "drop"),
                                Map.of("status", 503, "method", "GET", "path", "/repos/liverun/demo/issues/" + issue)));
    }

    static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** For what has to go through several services, or to GitHub and back. */
    static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(GREAT_PATIENCE_MILLIS);
    }

    @Override
    public void close() {
        playwright.close();
    }
}

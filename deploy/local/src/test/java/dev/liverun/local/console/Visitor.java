package dev.liverun.local.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.liverun.local.RunningStack;
import dev.liverun.local.identity.LocalIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Somebody at a browser of their own, signed in by the link that the launcher prints. */
final class Visitor implements AutoCloseable {

    private static final Pattern EXPECTED = Pattern.compile("Failed to load resource|WebSocket connection to");

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Visitor(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        context.setDefaultTimeout(20_000);
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !EXPECTED.matcher(message.text()).find()) {
                complaints.add(message.text());
            }
        });
    }

    static Visitor arrive(Browser browser, String address, String role, String subject) {
        return arrive(browser, address, role, subject, 1280, ColorScheme.LIGHT);
    }

    static Visitor arrive(
            Browser browser, String address, String role, String subject, int width, ColorScheme colours) {
        var visitor = new Visitor(
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < 500 ? 844 : 800)
                        .setIsMobile(width < 500)
                        .setHasTouch(width < 500)
                        .setColorScheme(colours)
                        .setLocale("en-GB")),
                address);
        var token = LocalIdentity.of(RunningStack.get().data()).token(role, subject, Duration.ofHours(1));
        visitor.page.navigate(address + "/sign-in#token=" + token);
        visitor.page.waitForURL(Pattern.compile("/sessions$"));
        return visitor;
    }

    Page page() {
        return page;
    }

    void go(String path) {
        page.navigate(address + path);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    /** Waits for what has to go through several services, or to GitHub and back. */
    void patiently(BooleanSupplier condition) {
        page.waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(Stage.GREAT_PATIENCE_MILLIS));
    }

    /** Two checks that agree confirm it; nobody has to wait for the next ones. */
    void checkTwice(Locator button) {
        for (int i = 1; i <= 2; i++) {
            var checked = page.waitForResponse(
                    response -> response.url().endsWith("/health")
                            && response.request().method().equals("POST"),
                    button::click);
            if (!checked.ok()) {
                throw new AssertionError("the check was answered with " + checked.status());
            }
        }
    }

    /** Errors of the page itself, and whatever its policy had to refuse. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
    }
}

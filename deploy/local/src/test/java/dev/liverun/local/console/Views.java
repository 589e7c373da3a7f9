package dev.liverun.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.liverun.local.client.ApiClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every view of the console, with something in it. */
final class Views {

    private Views() {}

    static Map<String, String> all(ApiClient api, String room) {
        var views = new LinkedHashMap<String, String>();
        views.put("sessions", "/sessions");
        views.put("new-session", "/sessions?new=1");
        views.put("session", room);
        views.put("people", room + "?open=people");
        views.put("result", room + "/results/" + first(api, "/api/v1" + room + "/results?status=FAILED"));
        views.put("report", room + "/report");
        views.put("feedback", "/feedback");
        views.put("feedback-report", "/feedback/" + first(api, "/api/v1/feedback"));
        views.put("integrations", "/integrations");
        views.put("register", "/integrations?open=register");
        views.put("import", "/integrations?open=import");
        views.put("maintenance", "/integrations?open=maintenance");
        views.put("integration", "/integrations/" + first(api, "/api/v1/integrations"));
        views.put("workflows", "/workflows");
        views.put("workflow", "/workflows/" + first(api, "/api/v1/workflows"));
        views.put("workflow-new", "/workflows/new");
        views.put("reports", "/reports");
        views.put("operations", "/operations");
        views.put("operations-dead-letters", "/operations/dead-letters");
        views.put("operations-alarms", "/operations/alarms");
        views.put("operations-github", "/operations/github");
        views.put("operations-audit", "/operations/audit");
        return views;
    }

    /** Looks at each of them as an admin; with {@code -Dconsole.screenshots=directory} it is kept as a picture. */
    static void allAreAccessible(Stage stage, ApiClient api, String room, ColorScheme colours, int width) {
        try (var olga = stage.arrive("admin", "olga", width, colours)) {
            all(api, room).forEach((name, path) -> {
                olga.go(path);
                if (path.contains("?open=")) {
                    olga.page().locator("dialog[open]").waitFor();
                }
                settle(olga.page());
                assertThat(beyondTheEdge(olga.page())).as(name).isEmpty();
                picture(olga.page(), name + "-" + colours.name().toLowerCase(Locale.ROOT) + "-" + width);
                assertThat(violations(olga.page())).as(name).isEmpty();
            });
            assertThat(olga.complaints()).isEmpty();
        }
    }

    private static void picture(Page page, String name) {
        var directory = System.getProperty("console.screenshots");
        if (directory != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(directory, name + ".png")));
        }
    }

    /** Waits until nothing is loading any more. */
    static void settle(Page page) {
        page.waitForFunction("() => document.querySelector('lr-app main') && !document.querySelector('.skeleton')");
    }

    /** What makes the page scroll sideways; what scrolls in a box of its own does not. */
    static List<?> beyondTheEdge(Page page) {
        return (List<?>) page.evaluate("""
                () => {
                  const edge = document.documentElement.clientWidth;
                  const dialog = document.querySelector('dialog[open] .body');
                  if (dialog && dialog.scrollWidth > dialog.clientWidth) return ['what is in the dialog'];
                  if (document.scrollingElement.scrollWidth <= edge) return [];
                  return [...document.querySelectorAll('body *')]
                    .filter(one => one.getBoundingClientRect().right > edge + 1)
                    .map(one => `${one.localName}.${one.className}`)
                    .concat('the page');
                }""");
    }

    /** What axe finds that is serious or critical, one line each. */
    static List<String> violations(Page page) {
        return new AxeBuilder(page)
                        .setLegacyMode(true)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + node.getTarget() + " " + node.getFailureSummary()))
                        .toList();
    }

    private static String first(ApiClient api, String list) {
        return api.get(list).path("items").path(0).path("id").asText();
    }
}

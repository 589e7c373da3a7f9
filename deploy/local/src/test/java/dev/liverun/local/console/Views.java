package dev.liverun.local.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import dev.liverun.local.client.ApiClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every view of the console, with something in it. */
final class Views {

    private Views() {}

    static Map<String, String> all(ApiClient api, String room) {
        var views = new LinkedHashMap<String, String>();
        views.put("sessions", "/sessions");
        views.put("new-session", "/sessions?new=1");
        views.put("session", room);
        views.put("result", room + "/results/" + first(api, "/api/v1" + room + "/results?status=FAILED"));
        views.put("report", room + "/report");
        views.put("feedback", "/feedback");
        views.put("feedback-report", "/feedback/" + first(api, "/api/v1/feedback"));
        views.put("integrations", "/integrations");
        views.put("integration", "/integrations/" + first(api, "/api/v1/integrations"));
        views.put("workflows", "/workflows");
        views.put("workflow", "/workflows/" + first(api, "/api/v1/workflows"));
        views.put("reports", "/reports");
        views.put("operations", "/operations");
        views.put("operations-audit", "/operations/audit");
        return views;
    }

    /** Waits until nothing is loading any more. */
    static void settle(Page page) {
        page.waitForFunction("() => document.querySelector('lr-app main') && !document.querySelector('.skeleton')");
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

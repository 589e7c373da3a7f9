package dev.liverun.load.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What the console costs a browser: {@code deploy/load/console}. Rendering is in software here, so bytes, long tasks and the
 * main thread's share are told, no frames. The same is measured for an empty page, where that says something.
 */
class ConsoleBenchmark {

    private static final int UPDATES_PER_SECOND = 200;
    private static final String LONG_TASKS = "window.longTasks = []; new PerformanceObserver(list => list.getEntries()"
            + ".forEach(entry => window.longTasks.push(entry.duration))).observe({type: 'longtask', buffered: true});";
    private static final String SCROLL = "async () => { await new Promise(done => setTimeout(done, 1000));"
            + " window.longTasks.length = 0; const until = performance.now() + 4000;"
            + " let down = true; while (performance.now() < until) { scrollBy(0, down ? 700 : -700);"
            + " if (scrollY + innerHeight >= document.documentElement.scrollHeight - 5) down = false;"
            + " if (scrollY < 5) down = true; await Promise.race([new Promise(requestAnimationFrame), new Promise(done => setTimeout(done, 50))]); }"
            + " return Math.max(0, ...window.longTasks); }";

    @Test
    void measure() throws Exception {
        try (var standIn = new StandIn();
                var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of(System.getProperty("liverun.browser")))
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-background-networking",
                                        "--enable-precise-memory-info",
                                        "--no-first-run")))) {
            // All figures are wanted, also when one does not hold.
            var held = new SoftAssertions();
            firstView(browser, standIn, emptyPage(browser, standIn), held);
            var worst = Math.max(
                    scroll(browser, standIn, "/integrations", StandIn.INTEGRATIONS + " integrations"),
                    scroll(browser, standIn, "/sessions/" + StandIn.SESSION, StandIn.RESULTS + " results"));
            held.assertThat(worst)
                    .as("longest task while scrolling, ms of the processor")
                    .isLessThanOrEqualTo(100);
            live(browser, standIn, held);
            held.assertAll();
        }
    }

    /** How long a page takes that has nothing in it; also the browser's own start is behind us then. */
    private static double emptyPage(Browser browser, StandIn standIn) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            try (var context = browser.newContext()) {
                var page = context.newPage();
                page.navigate(standIn.address() + "/assets/empty.html");
                best = Math.min(best, ((Number) page.evaluate("performance.now()")).doubleValue());
            }
        }
        return best;
    }

    private static void firstView(Browser browser, StandIn standIn, double empty, SoftAssertions held) {
        double best = Double.MAX_VALUE;
        var bytes = new AtomicLong();
        var scripts = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            bytes.set(0);
            scripts.clear();
            best = Math.min(best, firstView(browser, standIn, scripts, bytes));
        }
        System.out.printf(
                "%nfirst view: %.1f KB of compressed script in %d files; interactive after %.0f ms (an empty page: %.0f ms)%n",
                bytes.get() / 1024.0, scripts.size(), best, empty);
        held.assertThat(bytes.get()).as("bytes of script").isLessThan(250 * 1024);
        held.assertThat(best).as("ms until interactive, best of three").isLessThan(1_500);
    }

    /** With nothing kept from before. */
    private static double firstView(Browser browser, StandIn standIn, Set<String> scripts, AtomicLong bytes) {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            var cdp = context.newCDPSession(page);
            cdp.send("Network.enable");
            cdp.on("Network.responseReceived", event -> {
                if (event.get("type").getAsString().equals("Script")) {
                    scripts.add(event.get("requestId").getAsString());
                }
            });
            cdp.on("Network.loadingFinished", event -> {
                if (scripts.contains(event.get("requestId").getAsString())) {
                    bytes.addAndGet((long) event.get("encodedDataLength").getAsDouble());
                }
            });
            page.navigate(standIn.address() + "/sessions");
            page.locator("lr-list .rowbox").first().waitFor();
            return ((Number) page.evaluate("performance.now()")).doubleValue();
        }
    }

    private static double scroll(Browser browser, StandIn standIn, String path, String what) {
        try (var context = browser.newContext()) {
            var page = open(context.newPage(), standIn, path);
            page.locator("lr-list .rowbox").first().waitFor();
            var mainThread = MainThread.watch(browser);
            double worst = ((Number) page.evaluate(SCROLL)).doubleValue();
            double processor = mainThread.longest(page);
            int rows = page.locator("lr-list .rowbox").count();
            System.out.printf(
                    "scrolling %s: longest task %.0f ms of the processor (by the clock %s), %d rows in the document%n",
                    what, processor, worst == 0 ? "under 50 ms" : String.format("%.0f ms", worst), rows);
            return processor;
        }
    }

    private static void live(Browser browser, StandIn standIn, SoftAssertions held) throws Exception {
        try (var context = browser.newContext()) {
            var page = open(context.newPage(), standIn, "/sessions/" + StandIn.SESSION);
            var cdp = context.newCDPSession(page);
            cdp.send("Performance.enable");
            page.locator("lr-list .rowbox").first().waitFor();
            double idle = share(page, cdp, Duration.ofSeconds(5));
            try (var updates = standIn.stream(UPDATES_PER_SECOND)) {
                assertThat(updates).isNotNull();
                share(page, cdp, Duration.ofSeconds(15));
                long before = heap(cdp);
                double nodesBefore = metric(cdp, "Nodes");
                double busy = share(page, cdp, Duration.ofSeconds(30));
                double minutes = Double.parseDouble(System.getProperty("console.minutes", "1"));
                share(page, cdp, Duration.ofSeconds(Math.max(0, Math.round(minutes * 60) - 30)));
                long after = heap(cdp);
                double nodesAfter = metric(cdp, "Nodes");
                System.out.printf(
                        "%d updates/s: main thread busy %.0f %% (without updates %.0f %%); heap %.1f MB, %s min later %.1f MB; %,.0f nodes, later %,.0f%n",
                        UPDATES_PER_SECOND,
                        busy * 100,
                        idle * 100,
                        before / 1e6,
                        System.getProperty("console.minutes"),
                        after / 1e6,
                        nodesBefore,
                        nodesAfter);
                held.assertThat(busy).as("the main thread's share").isLessThan(0.5);
                // What has gone from the page may still be held by something; the heap of the scripts does not show it.
                held.assertThat(nodesAfter).as("nodes after").isLessThan(nodesBefore * 1.5 + 2_000);
                held.assertThat(after).as("heap after").isLessThan((long) (before * 1.2) + 2_000_000);
            }
        }
    }

    private static Page open(Page page, StandIn standIn, String path) {
        page.addInitScript(LONG_TASKS);
        page.navigate(standIn.address() + path);
        return page;
    }

    /** How much of a time the main thread was busy. */
    private static double share(Page page, CDPSession cdp, Duration time) {
        double before = metric(cdp, "TaskDuration");
        long begun = System.nanoTime();
        page.waitForTimeout(time.toMillis());
        return (metric(cdp, "TaskDuration") - before) / ((System.nanoTime() - begun) / 1e9);
    }

    private static long heap(CDPSession cdp) {
        cdp.send("HeapProfiler.collectGarbage");
        return (long) metric(cdp, "JSHeapUsedSize");
    }

    private static double metric(CDPSession cdp, String name) {
        for (var metric : cdp.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject one = metric.getAsJsonObject();
            if (one.get("name").getAsString().equals(name)) {
                return one.get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("no " + name);
    }
}

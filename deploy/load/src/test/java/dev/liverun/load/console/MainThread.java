package dev.liverun.load.console;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the pages' main threads do between begin and end, by Chromium's own trace: of each task the processor's time, which
 * says what the page costs however busy the machine is.
 */
final class MainThread {

    private static final String CONFIG =
            "{\"traceConfig\": {\"includedCategories\": [\"toplevel\"]}, \"transferMode\": \"ReportEvents\"}";
    private static final String THREAD = "CrRendererMain";

    private final CDPSession session;
    private final List<JsonObject> events = new ArrayList<>();
    private final AtomicBoolean complete = new AtomicBoolean();

    private MainThread(CDPSession session) {
        this.session = session;
    }

    static MainThread watch(Browser browser) {
        var watch = new MainThread(browser.newBrowserCDPSession());
        watch.session.on("Tracing.dataCollected", data -> {
            for (var event : data.getAsJsonArray("value")) {
                watch.events.add(event.getAsJsonObject());
            }
        });
        watch.session.on("Tracing.tracingComplete", ended -> watch.complete.set(true));
        watch.session.send("Tracing.start", JsonParser.parseString(CONFIG).getAsJsonObject());
        return watch;
    }

    /** The longest task, in milliseconds of the processor. */
    double longest(Page page) {
        session.send("Tracing.end");
        page.waitForCondition(complete::get);
        session.detach();
        Set<String> threads = new HashSet<>();
        for (var event : events) {
            if (name(event).equals("thread_name")
                    && THREAD.equals(event.getAsJsonObject("args").get("name").getAsString())) {
                threads.add(thread(event));
            }
        }
        return events.stream()
                        .filter(event -> name(event).endsWith("RunTask") && threads.contains(thread(event)))
                        .map(event -> event.get("tdur"))
                        .filter(Objects::nonNull)
                        .mapToDouble(JsonElement::getAsDouble)
                        .max()
                        .orElseThrow(() -> new IllegalStateException("no task of " + THREAD + " in the trace"))
                / 1000;
    }

    private static String name(JsonObject event) {
        return event.get("name").getAsString();
    }

    private static String thread(JsonObject event) {
        return event.get("pid") + ":" + event.get("tid");
    }
}

package dev.liverun.load.session;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** All formats of the report of 100,000 results, from a service whose heap they do not fit into. */
final class Exports {

    private static final int RESULTS = 100_000;

    /** What stands for a result in a format for programs; empty where results cannot be counted by looking. */
    private static final Map<String, String> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("csv", "\nresult,");
        FORMATS.put("json", "\"test_name\":");
        FORMATS.put("junit", "<testcase ");
        FORMATS.put("ctrf", "\"name\":\"test ");
        FORMATS.put("xlsx", "");
        FORMATS.put("html", "");
        FORMATS.put("pdf", "");
        FORMATS.put("markdown", "");
    }

    private Exports() {}

    static boolean run(SessionWorld world) {
        var session = world.session();
        world.tell(session, RESULTS);
        SessionWorld.now(world.post("/sessions/" + session + "/complete", new JsonObject()));
        world.awaitSeal(session);
        boolean held = true;
        for (var format : FORMATS.entrySet()) {
            held &= export(world, session, format.getKey(), format.getValue());
        }
        return SessionsBenchmark.told("every result in every format for programs", held);
    }

    private static boolean export(SessionWorld world, UUID session, String format, String mark) {
        long begun = System.nanoTime();
        var body = SessionWorld.now(world.get("/sessions/" + session + "/report?format=" + format));
        System.out.printf("   %s: %,d bytes in %.1f s%n", format, body.length(), (System.nanoTime() - begun) / 1e9);
        return mark.isEmpty() || count(body.toString(), mark) >= RESULTS;
    }

    private static int count(String text, String mark) {
        int count = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
            count++;
        }
        return count;
    }
}

package dev.liverun.load.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** {@code deploy/load/sessions [part…]}: exit code 1 when a bound does not hold. */
public final class SessionsBenchmark {

    /** A question; true when its bounds hold. */
    private interface Part {
        boolean run(SessionWorld world);
    }

    /** What a service has beside others on a small machine: 100,000 results do not fit into it. */
    private static final String SMALL = "-Xmx128m";

    private static final String ROOMY = "-Xmx512m";

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("starts", world -> new Starts(world).run());
        PARTS.put("views", world -> new Views(world).run());
        PARTS.put("readers", world -> new Readers(world).run());
        PARTS.put("summaries", Summaries::run);
        PARTS.put("exports", Exports::run);
    }

    private SessionsBenchmark() {}

    public static void main(String[] arguments) {
        var wanted = arguments.length == 0 ? PARTS.keySet() : List.of(arguments);
        boolean held = true;
        for (var name : wanted) {
            var part = PARTS.get(name);
            if (part == null) {
                throw new IllegalArgumentException("the parts are " + PARTS.keySet());
            }
            try (var world = new SessionWorld(name.equals("exports") ? SMALL : ROOMY)) {
                held &= part.run(world);
            }
        }
        System.out.println(held ? "all bounds: held" : "NOT all bounds are held");
        System.exit(held ? 0 : 1);
    }

    static boolean told(String bound, boolean held) {
        System.out.println("   " + bound + (held ? ": held" : ": NOT held"));
        return held;
    }

    /** @param micros times in microseconds */
    static void print(String what, Histogram micros) {
        System.out.printf(
                "%s: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms%n",
                what,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}

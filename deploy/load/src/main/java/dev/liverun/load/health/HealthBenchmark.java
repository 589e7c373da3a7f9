package dev.liverun.load.health;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code deploy/load/health}: exit code 1 when a bound does not hold. */
public final class HealthBenchmark {

    /** A question, each with a database of its own; true when its bounds hold. */
    private interface Part {
        boolean run(Path peers) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("spread", peers -> Spread.run());
        PARTS.put("peers", Spread::peers);
        PARTS.put("restart", peers -> Spread.restart());
        PARTS.put("burst", Burst::run);
        PARTS.put("kill", peers -> Kill.run());
        PARTS.put("history", peers -> History.run());
        PARTS.put("retention", peers -> Retention.run());
    }

    private HealthBenchmark() {}

    /** @param arguments the directory of Debian's programs, and which parts (all unless said) */
    public static void main(String[] arguments) throws Exception {
        var wanted = arguments.length > 1
                ? Arrays.asList(arguments).subList(1, arguments.length)
                : List.copyOf(PARTS.keySet());
        boolean held = true;
        for (var name : wanted) {
            var part = PARTS.get(name);
            if (part == null) {
                throw new IllegalArgumentException("the parts are " + PARTS.keySet());
            }
            System.out.println("== " + name);
            held &= part.run(Path.of(arguments[0]));
        }
        System.exit(held ? 0 : 1);
    }

    static boolean told(boolean held, String bound, Object... values) {
        System.out.println("  " + bound.formatted(values) + (held ? ": held" : ": NOT held"));
        return held;
    }
}

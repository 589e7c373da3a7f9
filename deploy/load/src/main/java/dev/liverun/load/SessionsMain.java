package dev.liverun.load;

import java.util.List;

/** {@code deploy/load/sessions}. */
public final class SessionsMain {

    private static final String ROOMY = "512m";

    /** What a service has beside others on a small machine: 100,000 results do not fit into it. */
    private static final String SMALL = "128m";

    private static final List<String> SPEED = List.of("starts", "views", "readers", "summaries");
    private static final List<String> SIZE = List.of("exports");

    private SessionsMain() {}

    public static void main(String[] arguments) throws Exception {
        var asked = List.of(arguments);
        boolean held = run(asked, SPEED, ROOMY) & run(asked, SIZE, SMALL);
        System.exit(held ? 0 : 1);
    }

    private static boolean run(List<String> asked, List<String> parts, String heap) throws Exception {
        var wanted = parts.stream()
                .filter(part -> asked.isEmpty() || asked.contains(part))
                .toList();
        if (wanted.isEmpty()) {
            return true;
        }
        try (var service = SessionProcess.start(heap);
                var benchmark = new SessionsBenchmark(service)) {
            return benchmark.run(wanted);
        }
    }
}

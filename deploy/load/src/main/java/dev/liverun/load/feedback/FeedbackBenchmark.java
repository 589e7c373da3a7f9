package dev.liverun.load.feedback;

import dev.liverun.load.world.Clients;
import java.util.Set;
import java.util.UUID;

/** {@code deploy/load/feedback [part…]}: exit code 1 when a bound does not hold. */
public final class FeedbackBenchmark {

    static final int CLIENTS = 16;
    private static final Set<String> PARTS = Set.of("filing", "webhooks", "search", "uploads");

    private FeedbackBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var parts = arguments.length == 0 ? PARTS : Set.of(arguments);
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("there are " + PARTS);
        }
        boolean held = true;
        try (var stack = new Stack();
                var clients = new Clients(CLIENTS)) {
            var session = UUID.randomUUID();
            know(stack, session);
            if (parts.contains("filing")) {
                held = new Filing(stack, clients, session).run();
            }
            if (parts.contains("webhooks")) {
                held &= new Webhooks(stack, clients, session).run();
            }
            if (parts.contains("search")) {
                held &= new Search(stack, session).run();
            }
            if (parts.contains("uploads")) {
                stack.restart("-Xmx64m");
                held &= new Uploads(stack, session, stack.directory()).run();
            }
        }
        System.out.println(held ? "all bounds: held" : "NOT all bounds are held");
        System.exit(held ? 0 : 1);
    }

    private static void know(Stack stack, UUID session) throws Exception {
        try (var connection = stack.connection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into session_view (id, version, name, status, tester_id, participants, configuration)"
                            + " values ('" + session + "', 1, 'load', 'ACTIVE', 'ada', '[]', '{}')");
        }
    }

    static boolean told(String bound, boolean held) {
        System.out.println("  " + bound + (held ? ": held" : ": NOT held"));
        return held;
    }
}

package dev.liverun.load.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;

/** {@code deploy/load/feedback}: exit code 1 when a bound does not hold. */
public final class FeedbackBenchmark {

    private FeedbackBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("liverun-load");
        boolean held;
        try (var stack = new Stack(directory)) {
            var session = UUID.randomUUID();
            know(stack, session);
            held = new Filing(stack, session).run();
            held &= new Search(stack, session).run();
            stack.restart("-Xmx64m");
            held &= new Uploads(stack, session, directory).run();
        } finally {
            remove(directory);
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

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

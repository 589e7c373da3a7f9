package dev.liverun.local.faults;

import dev.liverun.local.client.ApiClient;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Member;
import dev.liverun.local.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * {@code deploy/faults/kill-each DIR PORT}: while testers write, kills each process of a stack in turn with SIGKILL and
 * brings it back with {@code up}; then compares everything that was acknowledged with what every service has.
 */
public final class KillEach {

    private static final Duration DOWN_TIME = Duration.ofSeconds(2);
    private static final Duration SETTLING = Duration.ofSeconds(120);
    private static final String API = "/api/v1";

    private KillEach() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: deploy/faults/kill-each DIR PORT   (an empty directory and a free port)");
            System.exit(2);
        }
        var data = DataDirectory.open(Path.of(arguments[0]));
        var stack = new Stack(Installation.ofSystemProperty(), data, line -> {});
        int port = Integer.parseInt(arguments[1]);
        boolean held;
        try {
            stack.up(port);
            held = run(stack, data, port);
        } finally {
            stack.down();
        }
        System.exit(held ? 0 : 1);
    }

    private static boolean run(Stack stack, DataDirectory data, int port) {
        var identity = LocalIdentity.of(data);
        var tester = new ApiClient(stack.address(), identity.token("tester", "kill-tester", Duration.ofHours(1)));
        var session = tester.post(
                        API + "/sessions",
                        Map.of(
                                "name",
                                "Kill " + UUID.randomUUID(),
                                "configuration",
                                Map.of("github", Map.of("auto_create", true))))
                .path("id")
                .asText();
        tester.post(API + "/sessions/" + session + "/start", Map.of());

        var writers = List.of(
                new Writer(
                        "notes", tester, API + "/sessions/" + session + "/timeline", n -> Map.of("text", "note " + n)),
                new Writer(
                        "feedback",
                        tester,
                        API + "/feedback",
                        n -> Map.of(
                                "session_id",
                                session,
                                "title",
                                "finding " + n,
                                "description",
                                "while processes were killed",
                                "category",
                                "OTHER")));
        writers.forEach(Writer::start);
        for (var member : Member.values()) {
            kill(stack, member);
            LockSupport.parkNanos(DOWN_TIME.toNanos());
            long begun = System.nanoTime();
            stack.up(port);
            System.out.printf(
                    "%-17s killed, back after %4.1f s; acknowledged so far: %d notes, %d reports%n",
                    member.title(),
                    (System.nanoTime() - begun) / 1e9,
                    writers.get(0).acknowledged().size(),
                    writers.get(1).acknowledged().size());
        }
        writers.forEach(Writer::finish);
        return compare(
                tester,
                session,
                writers.get(0).acknowledged().size(),
                writers.get(1).acknowledged().size());
    }

    private static void kill(Stack stack, Member member) {
        var running = stack.running().get(member);
        if (running == null) {
            throw new IllegalStateException(member + " does not run");
        }
        running.process().destroyForcibly();
        running.process().onExit().join();
    }

    private static boolean compare(ApiClient tester, String session, int notes, int reports) {
        var timeline = API + "/sessions/" + session + "/timeline";
        System.out.printf("%n%-44s %12s %8s%n", "", "acknowledged", "there");
        boolean held = true;
        held &= agree(
                "notes in the session's timeline",
                notes,
                () -> Pages.count(
                        tester, timeline, item -> item.path("kind").asText().equals("note")));
        held &= agree(
                "reports in feedback-service",
                reports,
                () -> Pages.count(tester, API + "/feedback?session_id=" + session, item -> true));
        held &= agree(
                "reports in the session's summary", reports, () -> tester.get(API + "/sessions/" + session + "/summary")
                        .path("feedback")
                        .path("total")
                        .asInt());
        held &= agree(
                "different reports in the session's timeline",
                reports,
                () -> Pages.distinct(
                        tester,
                        timeline,
                        item -> item.path("kind").asText().equals("feedback")
                                ? item.path("data").path("feedback_id").asText()
                                : ""));
        System.out.println(held ? "\nNothing that was acknowledged is missing; all views agree." : "\nNOT held.");
        return held;
    }

    private static boolean agree(String what, int acknowledged, IntSupplier there) {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        int seen = there.getAsInt();
        while (seen != acknowledged && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            seen = there.getAsInt();
        }
        System.out.printf("%-44s %12d %8d%n", what, acknowledged, seen);
        return seen == acknowledged;
    }
}

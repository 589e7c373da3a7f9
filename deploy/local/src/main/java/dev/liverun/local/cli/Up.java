package dev.liverun.local.cli;

import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Running;
import dev.liverun.local.stack.Stack;
import dev.liverun.local.stack.StackException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./liverun up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Build if needed and start everything: PostgreSQL, Kafka, the sandbox, the four services and the gateway.",
            "What runs already is left alone; what is missing is started again."
        })
final class Up implements Runnable {

    private static final Duration SIGN_IN_TTL = Duration.ofHours(8);

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--detach", description = "Return when everything is ready; end it with ./liverun down.")
    private boolean detach;

    @Option(names = "--port", defaultValue = "8080", description = "The gateway's port (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--fresh", description = "Remove all data of this stack first.")
    private boolean fresh;

    @Override
    public void run() {
        long begun = System.nanoTime();
        var installation = Installation.ofSystemProperty();
        var directory = data.open();
        if (port < 1 || port > 65_535) {
            throw new StackException("--port must be between 1 and 65535.");
        }
        if (fresh) {
            removeData(installation, directory);
        }
        var stack = new Stack(installation, directory, line -> System.out.println("  " + line));
        System.out.println("Starting Liverun with the data in " + directory.root());
        stack.up(port);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf(
                "Ready in %.1f s%s%n", millis / 1000.0, memory(stack.running().values()));
        System.out.println();
        System.out.println("  API and pages   " + stack.address());
        System.out.println("  Sign in         " + signInLink(stack, directory));
        System.out.println();
        if (detach) {
            System.out.println("Next: ./liverun demo    See also: ./liverun status, logs, token, down");
        } else {
            System.out.println("Ctrl-C ends it.");
            holdUntilInterrupted(stack);
        }
    }

    private static void removeData(Installation installation, DataDirectory directory) {
        if (!new Stack(installation, directory, line -> {}).running().isEmpty()) {
            throw new StackException("Liverun runs with the data in " + directory.root()
                    + ": end it with ./liverun down before you remove its data.");
        }
        directory.delete();
        DataDirectory.open(directory.root());
    }

    /** In the fragment, which browsers send to nobody. */
    private static String signInLink(Stack stack, DataDirectory directory) {
        return stack.address() + "/sign-in#token="
                + LocalIdentity.of(directory).token("admin", System.getProperty("user.name", "admin"), SIGN_IN_TTL);
    }

    private static String memory(Collection<Running> running) {
        var sizes = running.stream().map(Running::memory).toList();
        if (sizes.stream().anyMatch(Optional::isEmpty)) {
            return "";
        }
        long total = sizes.stream().mapToLong(size -> size.orElse(0L)).sum();
        return ", using %.2f GiB (proportional set size of %d processes)"
                .formatted(total / (double) (1L << 30), running.size());
    }

    private static void holdUntilInterrupted(Stack stack) {
        var over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println();
            stack.down();
        }));
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

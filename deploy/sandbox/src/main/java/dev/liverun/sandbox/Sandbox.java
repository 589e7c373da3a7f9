package dev.liverun.sandbox;

import java.time.Clock;
import java.util.List;

/** {@code java -jar sandbox.jar}. */
public final class Sandbox {

    private Sandbox() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.print(SandboxOptions.HELP);
            return;
        }
        SandboxOptions options;
        try {
            options = SandboxOptions.parse(List.of(args), System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        // The JDK's resolver knows the names of a container network, and starts faster than Vert.x' own.
        System.setProperty("vertx.disableDnsResolver", "true");
        SandboxServer.start(options, Clock.systemUTC())
                .onSuccess(Sandbox::announce)
                .onFailure(e -> {
                    System.err.println("The sandbox could not start: " + e.getMessage());
                    System.exit(1);
                });
    }

    private static void announce(SandboxServer sandbox) {
        sandbox.readiness().forEach((name, missing) -> {
            if (!missing.isEmpty()) {
                System.out.println(name + " answers 503 until it gets " + String.join(", ", missing));
            }
        });
        System.out.println("Sandbox ready at " + sandbox.url());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sandbox.close()
                .toCompletionStage()
                .toCompletableFuture()
                .join()));
    }
}

package dev.liverun.load;

/** {@code deploy/load/sessions}. */
public final class SessionsMain {

    private SessionsMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean held;
        try (var service = SessionProcess.start();
                var benchmark = new SessionsBenchmark(service)) {
            held = benchmark.run();
        }
        System.exit(held ? 0 : 1);
    }
}

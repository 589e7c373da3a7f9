package dev.liverun.load.feedback;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How many reports a second beside a bare transaction with the same rows, and how long each, with GitHub and without. */
final class Filing {

    private static final int CLIENTS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final Stack stack;
    private final UUID session;

    Filing(Stack stack, UUID session) {
        this.stack = stack;
        this.session = session;
    }

    boolean run() throws Exception {
        measured(WARM_UP, this::file);
        bare(Duration.ofSeconds(3));
        var healthy = measured(MEASURED, this::file);
        double bare = bare(MEASURED);
        var again = measured(MEASURED, this::file);
        stack.gitHubHangs(true);
        measured(Duration.ofSeconds(5), this::file);
        var hanging = measured(MEASURED, this::file);
        stack.gitHubHangs(false);
        double rate = (healthy.rate() + again.rate()) / 2;
        double p99 = (healthy.p99() + again.p99()) / 2;
        System.out.printf(
                "filing, %d clients: %,.0f reports/s; bare transaction with the same rows: %,.0f/s; ratio %.2f%n",
                CLIENTS, rate, bare, rate / bare);
        System.out.printf(
                "filing, p99: GitHub healthy %.1f ms (%.1f, %.1f), GitHub hanging %.1f ms; ratio %.2f%n",
                p99, healthy.p99(), again.p99(), hanging.p99(), hanging.p99() / p99);
        return FeedbackBenchmark.told("at least 0.7 of the bare transaction's rate", rate >= 0.7 * bare)
                & FeedbackBenchmark.told("p99 within 1.5 of its value while GitHub hangs", hanging.p99() <= 1.5 * p99);
    }

    private record Result(double rate, double p99) {}

    private Void file() throws Exception {
        var answer = stack.http()
                .send(
                        stack.request("/feedback")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"session_id": "%s", "title": "Payment arrives twice", "category": "INTEGRATION",
                                     "description": "Sent once, arrived twice, both after a minute."}
                                    """.formatted(session)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("answered " + answer.statusCode());
        }
        return null;
    }

    private static Result measured(Duration duration, Callable<Void> work) throws Exception {
        var times = new ConcurrentHistogram(3);
        long count = clients(duration, () -> work, times);
        return new Result(count / (duration.toNanos() / 1e9), times.getValueAtPercentile(99) / 1e3);
    }

    /** The same rows in the same tables, a statement each in one transaction, by as many connections. */
    private double bare(Duration duration) throws Exception {
        var times = new ConcurrentHistogram(3);
        long count = clients(duration, () -> new BareFiling(stack.connection(), session), times);
        return count / (duration.toNanos() / 1e9);
    }

    private interface Opening {
        Callable<Void> open() throws SQLException;
    }

    private static long clients(Duration duration, Opening opening, Histogram times) throws Exception {
        var threads = Executors.newFixedThreadPool(CLIENTS);
        var count = new AtomicLong();
        long end = System.nanoTime() + duration.toNanos();
        var all = new ArrayList<Callable<Void>>();
        for (int i = 0; i < CLIENTS; i++) {
            var work = opening.open();
            all.add(() -> {
                try {
                    while (System.nanoTime() < end) {
                        long begun = System.nanoTime();
                        work.call();
                        times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
                        count.incrementAndGet();
                    }
                } finally {
                    if (work instanceof AutoCloseable open) {
                        open.close();
                    }
                }
                return null;
            });
        }
        for (var done : threads.invokeAll(all)) {
            done.get();
        }
        threads.shutdown();
        return count.get();
    }
}

package dev.liverun.load.feedback;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Eight uploads of 50 MB at once into a service whose heap cannot grow beyond 64 MB. */
final class Uploads {

    private static final int AT_ONCE = 8;
    private static final int SIZE = 50_000_000;
    private static final long HEAP = 64L << 20;
    private static final Pattern USED = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)");

    private final Stack stack;
    private final UUID session;
    private final Path directory;

    Uploads(Stack stack, UUID session, Path directory) {
        this.stack = stack;
        this.session = session;
        this.directory = directory;
    }

    boolean run() throws Exception {
        var content = directory.resolve("content");
        Files.write(content, "a line of a long log\n".repeat(SIZE / 21).getBytes(StandardCharsets.US_ASCII));
        var report = report();
        var done = new AtomicBoolean();
        var most = new AtomicLong();
        var watch = new Thread(() -> watch(done, most), "heap");
        watch.start();
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        var work = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < AT_ONCE; i++) {
            work.add(() -> upload(report, content));
        }
        long begun = System.nanoTime();
        int stored = 0;
        for (var answer : threads.invokeAll(work)) {
            try {
                int status = answer.get();
                stored += status == 201 ? 1 : 0;
                if (status != 201) {
                    System.out.println("  an upload was answered " + status);
                }
            } catch (ExecutionException e) {
                System.out.println("  an upload failed: " + e.getCause());
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        threads.shutdown();
        done.set(true);
        watch.join();
        begun = System.nanoTime();
        Files.copy(content, directory.resolve("copy"));
        double copy = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "uploads, %d at once of %d MB: %d stored, %.0f MB/s (one bare copy: %.0f MB/s); most heap used %.1f"
                        + " MB%n",
                AT_ONCE,
                SIZE / 1_000_000,
                stored,
                AT_ONCE * SIZE / 1e6 / seconds,
                SIZE / 1e6 / copy,
                most.get() / 1048576.0);
        return FeedbackBenchmark.told("all stored with a heap of 64 MB", stored == AT_ONCE && most.get() <= HEAP);
    }

    private String report() throws Exception {
        var answer = stack.http()
                .send(
                        stack.request("/feedback")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"session_id\": \"" + session
                                        + "\", \"title\": \"files\", \"description\": \"d\", \"category\": \"UX\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private int upload(String report, Path content) throws IOException, InterruptedException {
        return stack.http()
                .send(
                        stack.request("/feedback/" + report + "/attachments")
                                .header("Content-Type", "multipart/form-data; boundary=load")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body(content)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static InputStream body(Path content) {
        try {
            return new SequenceInputStream(Collections.enumeration(List.of(
                    ascii("--load\r\nContent-Disposition: form-data; name=\"file\"; filename=\"long.txt\"\r\n"
                            + "Content-Type: text/plain\r\n\r\n"),
                    Files.newInputStream(content),
                    ascii("\r\n--load--\r\n"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream ascii(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void watch(AtomicBoolean done, AtomicLong most) {
        while (!done.get()) {
            try {
                long used = USED.matcher(stack.metrics())
                        .results()
                        .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                        .sum();
                most.accumulateAndGet(used, Math::max);
            } catch (UncheckedIOException e) {
                System.err.println("no metrics: " + e);
            }
            LockSupport.parkNanos(100_000_000);
        }
    }
}

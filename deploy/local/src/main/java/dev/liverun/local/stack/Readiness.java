package dev.liverun.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Waits until a process answers that it is ready, or says plainly why it never will be. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int SHOWN_LINES = 8;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    void await(Running running, URI probe, Path log) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(probe)) {
            if (!running.process().isAlive()) {
                throw new StackException(
                        running.member().title() + " ended while it started. The end of " + log + ":\n" + tail(log));
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(running.member().title() + " was not ready after " + PATIENCE.toSeconds()
                        + " s. Look into " + log + ".");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    boolean answers(URI probe) {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(2)).build(),
                    HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + probe + ".", e);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(it cannot be read: " + e.getMessage() + ")";
        }
    }
}

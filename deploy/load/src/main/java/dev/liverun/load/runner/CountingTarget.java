package dev.liverun.load.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What is tested: answers {@code {"ok": true, "n": 7}} at once, and knows when it was asked for what. */
final class CountingTarget implements AutoCloseable {

    private static final byte[] ANSWER =
            "{\"ok\": true, \"n\": 7, \"name\": \"target\"}".getBytes(StandardCharsets.UTF_8);

    /** A request that arrived, by {@link System#nanoTime()}. */
    record Arrival(long nanos, String method, String path) {}

    final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile boolean remembering = true;
    private volatile long micros;
    private volatile CountDownLatch held = new CountDownLatch(0);

    CountingTarget() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Arrivals are not kept from now on. */
    void forget() {
        remembering = false;
        arrivals.clear();
    }

    /** How long the last answer took here. */
    long micros() {
        return micros;
    }

    /** Requests that change something are received and not answered until the latch is open. */
    void hold(CountDownLatch latch) {
        held = latch;
    }

    private void answer(HttpExchange exchange) throws IOException {
        long begun = System.nanoTime();
        exchange.getRequestBody().readAllBytes();
        if (remembering) {
            arrivals.add(new Arrival(
                    System.nanoTime(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath()));
        }
        if (exchange.getRequestMethod().equals("POST")) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
        exchange.close();
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
    }
}

package dev.liverun.local.faults;

import dev.liverun.local.client.ApiClient;
import dev.liverun.local.client.ApiFailure;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * A client that writes one thing after the other and remembers what was acknowledged. What got no answer is sent again
 * with the same idempotency key until it is acknowledged, so each thing must be there exactly once.
 */
final class Writer extends Thread {

    private static final long PAUSE_MILLIS = 50;
    private static final int MOST = 5_000;

    private final ApiClient client;
    private final String path;
    private final IntFunction<Object> bodies;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile boolean finishing;

    Writer(String name, ApiClient client, String path, IntFunction<Object> bodies) {
        super(name);
        this.client = client;
        this.path = path;
        this.bodies = bodies;
        setDaemon(true);
    }

    Queue<String> acknowledged() {
        return acknowledged;
    }

    /** Stops after the thing at hand. */
    void finish() {
        finishing = true;
        try {
            join(TimeUnit.SECONDS.toMillis(90));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        for (int n = 1; n <= MOST && !finishing; n++) {
            write(bodies.apply(n));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }

    private void write(Object body) {
        var key = UUID.randomUUID().toString();
        while (true) {
            try {
                acknowledged.add(client.post(path, body, key).toString());
                return;
            } catch (ApiFailure e) {
                if (!e.passes()) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
    }
}

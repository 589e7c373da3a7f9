package dev.liverun.load.world;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/** So many at once, each asking again as soon as it is answered. */
public final class Clients implements AutoCloseable {

    /** What came of it; times in milliseconds. */
    public record Result(double rate, double p99, double most) {}

    private final int atOnce;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;

    public Clients(int atOnce) {
        this.atOnce = atOnce;
        http = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(atOnce).setIdleTimeout(60));
    }

    /** Fails unless it is answered as it should be. */
    public Future<Buffer> post(String url, Map<String, String> headers, Buffer body, int status) {
        var request = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
        headers.forEach(request::putHeader);
        return http.request(request)
                .compose(opened -> opened.send(body))
                .compose(answer -> answer.statusCode() == status
                        ? answer.body()
                        : answer.body().compose(text -> Future.failedFuture(answer.statusCode() + " " + text)));
    }

    public Result measured(Duration duration, Supplier<Future<?>> work) {
        var times = new ConcurrentHistogram(3);
        var count = new AtomicLong();
        long end = System.nanoTime() + duration.toNanos();
        Future.all(IntStream.range(0, atOnce)
                        .mapToObj(client -> again(end, work, times, count))
                        .toList())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return new Result(
                count.get() / (duration.toNanos() / 1e9),
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3);
    }

    /** At this rate, however long the answers take; each counts from when it was due. */
    public Result paced(int perSecond, Duration duration, Supplier<Future<?>> work) {
        var times = new ConcurrentHistogram(3);
        var all = new ArrayList<Future<?>>();
        long begun = System.nanoTime();
        long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long due = begun; due < begun + duration.toNanos(); due += apart) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long from = due;
            all.add(work.get()
                    .onSuccess(done -> times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from))));
        }
        Future.all(all).toCompletionStage().toCompletableFuture().join();
        return new Result(
                all.size() / ((System.nanoTime() - begun) / 1e9),
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3);
    }

    private static Future<?> again(long end, Supplier<Future<?>> work, ConcurrentHistogram times, AtomicLong count) {
        long begun = System.nanoTime();
        if (begun >= end) {
            return Future.succeededFuture();
        }
        return work.get().compose(done -> {
            times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
            count.incrementAndGet();
            return again(end, work, times, count);
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

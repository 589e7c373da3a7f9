package dev.liverun.integrations.http;

import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import dev.liverun.integrations.outcome.Way;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures the phases of one attempt, and how much of its time is left, and knows which way it takes; waiting for the budget or a token takes none of it.
 * A phase may be entered several times (redirects); its times add up. Used by one thread at a time.
 */
public final class Stopwatch {

    private static final int PHASES = Phase.values().length;

    private final LongSupplier nanos;
    private final Duration timeout;
    private final long[] spent = new long[PHASES];
    private Phase phase = Phase.PREPARE;
    private long enteredAt;
    private boolean reused;
    private Way way = Way.NONE;

    /** @param nanos a monotonic clock, as {@link System#nanoTime()} */
    public Stopwatch(LongSupplier nanos, Duration timeout) {
        this.nanos = nanos;
        this.timeout = timeout;
        this.enteredAt = nanos.getAsLong();
    }

    public void enter(Phase next) {
        long now = nanos.getAsLong();
        spent[phase.ordinal()] += now - enteredAt;
        enteredAt = now;
        phase = next;
    }

    public Phase phase() {
        return phase;
    }

    /** What the attempt may take on the wire. */
    Duration timeout() {
        return timeout;
    }

    Duration left() {
        Duration left = timeout.minusNanos(timings().totalMicros() * 1000);
        return left.isNegative() ? Duration.ZERO : left;
    }

    void connectionReused(boolean reused) {
        this.reused = reused;
    }

    void take(Way next) {
        way = next;
    }

    /** The latest that was taken. */
    public Way way() {
        return way;
    }

    /** What was measured up to now; the phase that is going on counts. */
    public PhaseTimings timings() {
        enter(phase);
        long dns = micros(Phase.DNS);
        long connect = micros(Phase.CONNECT);
        long tls = micros(Phase.TLS);
        long firstByte = micros(Phase.FIRST_BYTE);
        long transfer = micros(Phase.TRANSFER);
        long total = dns + connect + tls + firstByte + transfer;
        return new PhaseTimings(
                micros(Phase.QUEUE), micros(Phase.AUTH), dns, connect, tls, firstByte, transfer, total, reused);
    }

    private long micros(Phase of) {
        return spent[of.ordinal()] / 1000;
    }
}

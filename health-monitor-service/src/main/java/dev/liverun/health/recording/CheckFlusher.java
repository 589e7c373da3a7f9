package dev.liverun.health.recording;

import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Writes finished checks in batches, one batch at a time. What cannot be written because the database is away waits here;
 * it cannot grow, because a check holds its slot until it is written. Used on one event loop only.
 */
public class CheckFlusher {

    private static final Logger LOG = Logger.getLogger(CheckFlusher.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    /** Told of each check once it is settled. */
    @FunctionalInterface
    public interface Settled {

        /**
         * A check is written, or never will be.
         *
         * @param written false when the check's claim no longer held, or when it cannot be written at all
         */
        void settled(FinishedCheck check, boolean written);
    }

    private final CheckRecorder recorder;
    private final CheckMetrics metrics;
    private final int batchSize;
    private final Executor eventLoop;
    private final Settled listener;

    private final ArrayDeque<FinishedCheck> waiting = new ArrayDeque<>();
    private boolean flushing;
    private boolean failing;
    private long notBefore = System.nanoTime();
    /** How many of those that wait are written singly, because one among them is broken. */
    private int singly;

    public CheckFlusher(
            CheckRecorder recorder, CheckMetrics metrics, int batchSize, Executor eventLoop, Settled listener) {
        this.recorder = recorder;
        this.metrics = metrics;
        this.batchSize = batchSize;
        this.eventLoop = eventLoop;
        this.listener = listener;
    }

    public void add(FinishedCheck check) {
        waiting.add(check);
    }

    /** Writes what is waiting, unless that is being done or has just failed. Called every few milliseconds. */
    public void flush() {
        if (flushing || waiting.isEmpty() || System.nanoTime() - notBefore < 0) {
            return;
        }
        int limit = singly > 0 ? 1 : batchSize;
        var batch = new ArrayList<FinishedCheck>(Math.min(limit, waiting.size()));
        while (batch.size() < limit && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        singly = Math.max(0, singly - batch.size());
        flushing = true;
        recorder.record(batch)
                .emitOn(eventLoop)
                .subscribe()
                .with(recorded -> written(batch, recorded), failure -> failed(batch, failure));
    }

    private void written(List<FinishedCheck> batch, List<Recorded> recorded) {
        flushing = false;
        if (failing) {
            failing = false;
            LOG.info("Checks are recorded again");
        }
        metrics.flushed(batch.size(), recorded.size());
        var written = new HashSet<UUID>();
        for (var one : recorded) {
            metrics.recorded(one);
            written.add(one.finished().id());
        }
        batch.forEach(check -> listener.settled(check, written.contains(check.id())));
    }

    private void failed(List<FinishedCheck> batch, Throwable failure) {
        flushing = false;
        metrics.flushFailed();
        if (isBroken(failure) && batch.size() == 1) {
            giveUp(batch.get(0), failure);
            return;
        }
        if (isBroken(failure)) {
            singly = batch.size();
        } else {
            notBefore = System.nanoTime() + RETRY.toNanos();
        }
        if (!failing) {
            failing = true;
            LOG.warnf("Finished checks wait to be recorded, nothing is lost; trying again: %s", failure);
        }
        for (int i = batch.size() - 1; i >= 0; i--) {
            waiting.addFirst(batch.get(i));
        }
    }

    private void giveUp(FinishedCheck check, Throwable failure) {
        LOG.errorf(failure, "A check of endpoint %s cannot be recorded and is given up", check.endpointId());
        recorder.abandon(check)
                .subscribe()
                .with(
                        free -> LOG.debugf("Endpoint %s is free again", check.endpointId()),
                        e -> LOG.warnf(
                                "Endpoint %s is not checked before this replica ends: %s", check.endpointId(), e));
        listener.settled(check, false);
    }

    /** Refused for what it is (PostgreSQL's classes 22, data, and 23, integrity), not for when it came. */
    private static boolean isBroken(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                var state = refused.getSqlState();
                return state != null && (state.startsWith("22") || state.startsWith("23"));
            }
        }
        return false;
    }
}

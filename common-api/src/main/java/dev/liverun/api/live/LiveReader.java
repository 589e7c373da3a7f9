package dev.liverun.api.live;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * One reader: what it is told, in which order, and what becomes of it when it is slow.
 *
 * <pre>
 *  JOINING ──joined──▶ CATCHING_UP ──told──▶ FOLLOWING ──too much waits──▶ BEHIND
 *                           ▲   │                                            │
 *                           │   └──── too much came meanwhile ────────────▶  │
 *                           └──────────────── has read all ──────────────────┘
 * </pre>
 *
 * Changes wait in CATCHING_UP, and in FOLLOWING while the line is full; never more than the limit. In BEHIND they are
 * dropped: what follows is a snapshot. Confined to the line's thread, but for {@link #offer}.
 */
final class LiveReader<D> implements LiveSink<D> {

    private static final Logger LOG = Logger.getLogger(LiveReader.class);

    /** The connection to a reader. */
    interface Line {

        /** Whether the reader has not yet taken what was sent. */
        boolean isFull();

        void write(String message);

        void close(CloseCode why);

        /** Runs work on the line's thread. */
        void execute(Runnable work);
    }

    private enum Phase {
        JOINING,
        CATCHING_UP,
        FOLLOWING,
        BEHIND,
        GONE
    }

    private final LiveFeed<D> feed;
    private final Line line;
    private final int limit;
    private final Runnable fellBehind;
    private final Queue<D> waiting = new ArrayDeque<>();
    private Phase phase = Phase.JOINING;
    private boolean overflowed;

    /**
     * @param limit how many changes may wait
     * @param fellBehind told each time the reader loses its queue
     */
    LiveReader(LiveFeed<D> feed, Line line, int limit, Runnable fellBehind) {
        this.feed = feed;
        this.line = line;
        this.limit = limit;
        this.fellBehind = fellBehind;
    }

    void start() {
        feed.join(this).subscribe().with(joined -> line.execute(() -> catchUp(false)), this::failed);
    }

    @Override
    public void offer(D change) {
        line.execute(() -> take(change));
    }

    /** The line has room again. */
    void drained() {
        if (phase == Phase.FOLLOWING) {
            flush();
        } else if (phase == Phase.BEHIND && !line.isFull()) {
            catchUp(true);
        }
    }

    /** The connection has ended. */
    void gone() {
        if (phase != Phase.GONE) {
            phase = Phase.GONE;
            waiting.clear();
            feed.leave();
        }
    }

    private void catchUp(boolean fresh) {
        if (phase == Phase.GONE) {
            return;
        }
        phase = Phase.CATCHING_UP;
        overflowed = false;
        Uni.createFrom()
                .deferred(() -> feed.catchUp(fresh))
                .subscribe()
                .with(messages -> line.execute(() -> caughtUp(messages)), this::failed);
    }

    private void caughtUp(List<String> messages) {
        if (phase == Phase.GONE) {
            return;
        }
        messages.forEach(line::write);
        if (overflowed) {
            fallBehind();
        } else {
            phase = Phase.FOLLOWING;
            flush();
        }
    }

    private void take(D change) {
        switch (phase) {
            case JOINING, CATCHING_UP -> {
                if (!overflowed && !queue(change)) {
                    overflowed = true;
                    waiting.clear();
                }
            }
            case FOLLOWING -> {
                if (waiting.isEmpty() && !line.isFull()) {
                    tell(change);
                } else if (!queue(change)) {
                    fallBehind();
                }
            }
            case BEHIND, GONE -> {}
        }
    }

    private boolean queue(D change) {
        return waiting.size() < limit && waiting.add(change);
    }

    private void flush() {
        while (!line.isFull()) {
            var change = waiting.poll();
            if (change == null) {
                return;
            }
            tell(change);
        }
    }

    private void tell(D change) {
        var message = feed.message(change);
        if (message != null) {
            line.write(message);
        }
    }

    private void fallBehind() {
        waiting.clear();
        phase = Phase.BEHIND;
        fellBehind.run();
        if (!line.isFull()) {
            catchUp(true);
        }
    }

    private void failed(Throwable failure) {
        LOG.warnf("A reader could not be brought up to date; it is asked to connect again: %s", failure);
        line.execute(() -> line.close(CloseCode.FAILED));
    }
}

package dev.liverun.sandbox.fault;

import java.util.ArrayDeque;

/** At most so many entries in any window of this length. */
public final class SlidingWindow {
    private final int limit;
    private final long lengthMs;
    private final ArrayDeque<Long> entries = new ArrayDeque<>();

    public SlidingWindow(int limit, long lengthMs) {
        this.limit = limit;
        this.lengthMs = lengthMs;
    }

    /** Enters and returns true, or returns false and counts nothing. */
    public boolean tryEnter(long nowMs) {
        if (isFull(nowMs)) {
            return false;
        }
        entries.addLast(nowMs);
        return true;
    }

    public boolean isFull(long nowMs) {
        for (Long oldest = entries.peekFirst(); oldest != null; oldest = entries.peekFirst()) {
            if (oldest > nowMs - lengthMs) {
                break;
            }
            entries.removeFirst();
        }
        return entries.size() >= limit;
    }

    /** Milliseconds until there is room; 0 if there is. */
    public long waitMs(long nowMs) {
        Long oldest = isFull(nowMs) ? entries.peekFirst() : null;
        return oldest == null ? 0 : oldest + lengthMs - nowMs;
    }
}

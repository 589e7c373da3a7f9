package dev.liverun.api.live;

/** Where changes for a reader go. */
@FunctionalInterface
public interface LiveSink<D> {

    /** Never waits: a reader that cannot keep up loses its queue and gets a snapshot. From any thread. */
    void offer(D change);
}

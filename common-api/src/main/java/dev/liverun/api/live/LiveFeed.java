package dev.liverun.api.live;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reader follows. Used by one reader, on its event loop: {@link #join}, then {@link #catchUp}, then
 * {@link #message} for each change that was offered since {@code join}, in between {@code catchUp(true)} again whenever
 * the reader was too slow, at last {@link #leave}.
 *
 * @param <D> a change, shared by all readers; keep in it what costs to make, such as its JSON
 */
public interface LiveFeed<D> {

    /** From its completion on, every change is offered to {@code sink}. */
    Uni<Void> join(LiveSink<D> sink);

    /**
     * The messages that bring the reader up to date. Changes that are offered meanwhile wait; some of them may be in these
     * messages already.
     *
     * @param fresh the reader has missed changes: a snapshot is needed, whatever it had asked for
     */
    Uni<List<String>> catchUp(boolean fresh);

    /** How this reader is told of a change; null when it has it already or does not want it. */
    @Nullable
    String message(D change);

    /** The reader has gone. Called once, also when {@link #join} did not get anywhere. */
    void leave();
}

package dev.liverun.runner.live;

import dev.liverun.api.live.LiveFeed;
import dev.liverun.api.live.LiveSink;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one reader follows of a run: the whole run, whenever something of it has changed. */
class RunFeed implements LiveFeed<String> {

    private final UUID runId;
    private final RunWatch watch;
    private @Nullable LiveSink<String> sink;

    RunFeed(UUID runId, RunWatch watch) {
        this.runId = runId;
        this.watch = watch;
    }

    @Override
    public Uni<Void> join(LiveSink<String> joined) {
        sink = joined;
        watch.add(runId, joined);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<String>> catchUp(boolean fresh) {
        return watch.read(runId).map(List::of);
    }

    @Override
    public String message(String change) {
        return change;
    }

    @Override
    public void leave() {
        if (sink != null) {
            watch.remove(runId, sink);
        }
    }
}

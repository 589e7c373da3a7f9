package dev.liverun.session.results;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.rebuild.RebuildableView;
import dev.liverun.events.rebuild.ViewTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps the views of runs and results. */
@ApplicationScoped
@Priority(30)
class ResultEvents implements RebuildableView {

    private final ResultViews views;
    private final Reclassifications reclassifications;

    ResultEvents(ResultViews views, Reclassifications reclassifications) {
        this.views = views;
        this.reclassifications = reclassifications;
    }

    @Override
    public String name() {
        return "results";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.RUN_STARTED, EventType.RUN_COMPLETED, EventType.TEST_COMPLETED, EventType.TEST_RECLASSIFIED);
    }

    @Override
    public List<ViewTable> tables() {
        return ResultViews.TABLES;
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return fill(events, transaction);
    }

    @Override
    public Uni<Void> fill(List<Event<?>> events, SqlConnection transaction) {
        var results = new ArrayList<TestCompleted>();
        var judged = new ArrayList<Reclassifications.Said>();
        var runs = new LinkedHashMap<UUID, ResultViews.Run>();
        for (var event : events) {
            if (event.data() instanceof TestCompleted completed) {
                results.add(completed);
            } else if (event.data() instanceof TestReclassified reclassified) {
                judged.add(Reclassifications.Said.of(event, reclassified));
            } else if (event.data() instanceof RunStarted started) {
                keepLatest(runs, event.sequence(), started.run());
            } else if (event.data() instanceof RunCompleted completed) {
                keepLatest(runs, event.sequence(), completed.run());
            }
        }
        return views.addResults(transaction, results)
                .chain(() -> reclassifications.apply(transaction, judged))
                .chain(() -> views.saveRuns(transaction, List.copyOf(runs.values())));
    }

    private static void keepLatest(LinkedHashMap<UUID, ResultViews.Run> runs, long sequence, RunSnapshot run) {
        runs.merge(
                run.id(),
                new ResultViews.Run(sequence, run),
                (one, other) -> one.sequence() > other.sequence() ? one : other);
    }
}

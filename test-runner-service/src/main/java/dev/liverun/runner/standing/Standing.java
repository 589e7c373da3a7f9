package dev.liverun.runner.standing;

import dev.liverun.runner.engine.Holding;
import dev.liverun.runner.engine.People;
import dev.liverun.runner.engine.Position;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.recording.RecordedSteps;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.RunView;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets one test stand still: saved, so that another replica can take it from there, and in memory, to go on at once. */
public final class Standing implements Holding, People {

    private static final String SESSION_PAUSED = "SESSION_PAUSED";
    private static final String QUESTION = "QUESTION";

    private final ActiveRuns.Active run;
    private final RunView view;
    private final UUID resultId;
    private final Instant startedAt;
    private final RecordedSteps earlier;
    private final TestState state;
    private final Questions questions;
    private final Recorder recorder;

    public Standing(
            ActiveRuns.Active run,
            RunView view,
            UUID resultId,
            Instant startedAt,
            RecordedSteps earlier,
            TestState state,
            Questions questions,
            Recorder recorder) {
        this.run = run;
        this.view = view;
        this.resultId = resultId;
        this.startedAt = startedAt;
        this.earlier = earlier;
        this.state = state;
        this.questions = questions;
        this.recorder = recorder;
    }

    @Override
    public boolean wanted() {
        return run.paused();
    }

    @Override
    public Uni<Void> stand(Position position, List<StepRecord> records) {
        run.isPaused();
        return whileWaiting(save(position, records, SESSION_PAUSED).chain(this::resumed));
    }

    @Override
    public Uni<Optional<Reply>> ask(Question question, Position position, List<StepRecord> records) {
        return whileWaiting(save(position, records, QUESTION)
                .chain(() -> questions.ask(view, resultId, question, run.cancellation())));
    }

    private Uni<Void> save(Position position, List<StepRecord> records, String waiting) {
        RecordedSteps steps = earlier.and(recorder.steps(records, position.secrets()));
        return state.save(view, resultId, new SavedTest(position, startedAt, steps), waiting);
    }

    private <T> Uni<T> whileWaiting(Uni<T> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    run.waits(1);
                    return work;
                })
                .call(() -> state.goesOn(view, resultId))
                .onTermination()
                .invoke(() -> run.waits(-1));
    }

    private Uni<Void> resumed() {
        return Uni.createFrom().emitter(emitter -> {
            Runnable forgetResumption = run.whenResumed(() -> emitter.complete(null));
            Runnable forgetCancellation = run.cancellation().whenCancelled(() -> emitter.complete(null));
            emitter.onTermination(() -> {
                forgetResumption.run();
                forgetCancellation.run();
            });
        });
    }
}

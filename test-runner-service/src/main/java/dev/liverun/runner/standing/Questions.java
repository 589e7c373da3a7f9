package dev.liverun.runner.standing;

import dev.liverun.events.Ids;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.engine.Cancellation;
import dev.liverun.runner.engine.People.Question;
import dev.liverun.runner.engine.People.Reply;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.running.RunView;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Asks people and waits for what they say; an answer that another replica took is heard of within a second. */
@ApplicationScoped
public class Questions {

    private static final Logger LOG = Logger.getLogger(Questions.class);

    private final QuestionStore store;
    private final Background background;
    private final Recorder recorder;
    private final Pool pool;
    private final Clock clock;
    private final Map<UUID, UniEmitter<? super Optional<Reply>>> waiting = new ConcurrentHashMap<>();

    Questions(QuestionStore store, Background background, Recorder recorder, Pool pool, Clock clock) {
        this.store = store;
        this.background = background;
        this.recorder = recorder;
        this.pool = pool;
        this.clock = clock;
    }

    /** The reply; empty if there is none in time, or the run is cancelled. */
    Uni<Optional<Reply>> ask(RunView run, UUID resultId, Question question, Cancellation cancellation) {
        Instant now = clock.instant();
        var asked = new QuestionStore.Asked(
                Ids.next(),
                run.id(),
                resultId,
                run.sessionId(),
                question.step(),
                question.stepName(),
                question.who().orElse(null),
                recorder.text(question.text()),
                question.choices(),
                now,
                now.plus(question.within()),
                null,
                null,
                null,
                null);
        return store.put(asked, pool).chain(kept -> {
            Optional<Reply> known = kept.reply();
            return known.isPresent() ? Uni.createFrom().item(known) : wait(kept, cancellation);
        });
    }

    private Uni<Optional<Reply>> wait(QuestionStore.Asked question, Cancellation cancellation) {
        Duration left = Duration.between(clock.instant(), question.deadline());
        return Uni.createFrom().<Optional<Reply>>emitter(emitter -> {
            waiting.put(question.id(), emitter);
            Runnable forget = cancellation.whenCancelled(() -> emitter.complete(Optional.empty()));
            Cancellable timer = background
                    .pauses()
                    .pause(left.isNegative() ? Duration.ZERO : left)
                    .chain(() -> store.find(question.id(), pool))
                    .subscribe()
                    .with(
                            found -> emitter.complete(found.flatMap(QuestionStore.Asked::reply)),
                            failure -> emitter.complete(Optional.empty()));
            emitter.onTermination(() -> {
                // Whoever took the run over may wait here, too.
                waiting.remove(question.id(), emitter);
                forget.run();
                timer.cancel();
            });
        });
    }

    /** Somebody answered here. */
    public void answered(QuestionStore.Asked question) {
        UniEmitter<? super Optional<Reply>> emitter = waiting.get(question.id());
        if (emitter != null) {
            emitter.complete(question.reply());
        }
    }

    @Scheduled(identity = "hear answers", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> hear() {
        if (waiting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store.answered(waiting.keySet(), pool)
                .invoke(answers -> answers.forEach(this::answered))
                .onFailure()
                .invoke(failure -> LOG.warnf("Answers cannot be read: %s", failure))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}

package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.links.Claimed;
import dev.liverun.feedback.github.links.DispatchWakeUp;
import dev.liverun.feedback.github.links.LinkQueue;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.flow.Pull;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Works through what is due at GitHub, one at a time in this replica; no thread sleeps in between. */
@ApplicationScoped
public class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(30);

    private final LinkQueue queue;
    private final Creation creation;
    private final Synchronisation synchronisation;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean stopping;

    Dispatcher(LinkQueue queue, Creation creation, Synchronisation synchronisation) {
        this.queue = queue;
        this.creation = creation;
        this.synchronisation = synchronisation;
    }

    public void start(@Observes StartupEvent event, DispatchWakeUp wakeUp, Vertx vertx) {
        var root = VertxContext.getRootContext(vertx.getOrCreateContext());
        wakeUp.wakes(() -> onContextOfItsOwn(root));
    }

    /** Whoever is at work finishes; nobody begins. */
    public void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Whoever wakes it may still be in a transaction, which a turn on the same context would take part in. */
    private void onContextOfItsOwn(Context root) {
        var context = VertxContext.createNewDuplicatedContext(root);
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> turn().subscribe().with(done -> {}));
    }

    /** Until nothing is due. A turn that finds one under way leaves the work to it. */
    @Scheduled(every = "1s", identity = "github-dispatcher", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> turn() {
        if (stopping || !busy.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Pull.from(this::next)
                .onItem()
                .ignoreAsUni()
                .onTermination()
                .invoke(() -> busy.set(false))
                .onFailure()
                .invoke(e -> LOG.warnf("The way to GitHub is looked after again in a second: %s", e))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Optional<Claimed>> next() {
        return stopping
                ? Uni.createFrom().item(Optional.empty())
                : queue.claim().call(claimed -> claimed.map(this::handle)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> handle(Claimed link) {
        var work =
                switch (link.state()) {
                    case PENDING -> creation.send(link);
                    case SENDING, UNKNOWN -> creation.settle(link);
                    case LINKED -> synchronisation.sync(link);
                    case FAILED, DETACHED -> queue.rest(link, link.state(), null);
                };
        return work.onFailure().recoverWithUni(e -> {
            LOG.errorf(e, "GitHub link of feedback %s; tried again in %s", link.feedbackId(), AFTER_AN_ERROR);
            // A creation may have happened before the error.
            var state = link.state() == LinkState.PENDING || link.state() == LinkState.SENDING
                    ? LinkState.UNKNOWN
                    : link.state();
            return queue.later(link, state, "an error of Liverun's; see its log", AFTER_AN_ERROR);
        });
    }
}

package dev.liverun.events.rebuild;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventType;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.UnreadableEventException;
import dev.liverun.events.contract.RebuildAnswered;
import dev.liverun.events.contract.RebuildRequested;
import dev.liverun.events.inbox.Failures;
import dev.liverun.events.jobs.Batches;
import dev.liverun.events.jobs.OneAtATime;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.events.republish.RebuildTopics;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Makes views anew. The owners of their events are asked to publish what they have to a topic of the rebuild; that is
 * applied to tables beside the live ones. From the moment of the question on, what happens is applied to both ({@link
 * Shadows#besides}), so nothing is missed between what an owner had and what it publishes since. When every owner has said
 * that it is done, the tables are swapped in one transaction.
 *
 * <p>Done by one replica; where it has got to is in the database, so that another goes on from there.
 */
@ApplicationScoped
class RebuildJob {

    private static final Logger LOG = Logger.getLogger(RebuildJob.class);

    /** Polls without an answer after which the next turn goes on. */
    private static final int PATIENCE = 4;

    private final List<RebuildableView> views;
    private final RebuildStore store;
    private final Shadows shadows;
    private final RebuildTopics topics;
    private final Transactions transactions;
    private final Outbox outbox;
    private final OneAtATime one;
    private final Clock clock;

    RebuildJob(
            @All List<RebuildableView> views,
            RebuildStore store,
            Shadows shadows,
            RebuildTopics topics,
            Transactions transactions,
            Outbox outbox,
            OneAtATime one,
            Clock clock) {
        this.views = views;
        this.store = store;
        this.shadows = shadows;
        this.topics = topics;
        this.transactions = transactions;
        this.outbox = outbox;
        this.one = one;
        this.clock = clock;
    }

    @Scheduled(
            identity = "view rebuilds",
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> workOnOpen() {
        if (views.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store.open()
                .chain(open -> Batches.each(
                        open,
                        rebuild -> one.run("rebuild " + rebuild.view(), () -> workOn(rebuild)),
                        (rebuild, failure) ->
                                LOG.warnf(failure, "The rebuild of the view %s goes on later", rebuild.view())))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("Rebuilds go on later: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> workOn(Rebuild listed) {
        var view = views.stream()
                .filter(one -> one.name().equals(listed.view()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no view " + listed.view()));
        // It may have been worked on since it was listed.
        return store.find(listed.id())
                .chain(found -> found.isEmpty() ? Uni.createFrom().item(found) : begun(view, found.get()))
                .chain(found -> found.filter(rebuild -> rebuild.state() == RebuildState.FILLING)
                        .map(rebuild -> fill(view, rebuild))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure(failure -> !Failures.passes(failure))
                .recoverWithUni(failure -> shadows.giveUp(listed.view(), listed.id(), failure));
    }

    private Uni<Optional<Rebuild>> begun(RebuildableView view, Rebuild rebuild) {
        if (rebuild.state() != RebuildState.REQUESTED) {
            return Uni.createFrom().item(Optional.of(rebuild));
        }
        var topic = topics.of(rebuild.view(), rebuild.id());
        var request = new RebuildRequested(
                rebuild.id(),
                topics.service(),
                view.name(),
                topic,
                view.types().stream().map(EventType::ceType).sorted().toList(),
                rebuild.requestedBy());
        return topics.create(topic)
                .chain(() -> transactions.onConnection(transaction -> store.begin(rebuild.id(), transaction)
                        .call(begun -> begun.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : shadows.create(view, transaction)
                                        .chain(() -> outbox.append(
                                                transaction,
                                                List.of(Event.fact(Ids.next(), request, clock.instant())))))));
    }

    private Uni<Void> fill(RebuildableView view, Rebuild rebuild) {
        var reader = topics.read(topics.of(rebuild.view(), rebuild.id()), rebuild.nextOffset());
        return readOn(view, rebuild, reader, PATIENCE).onTermination().call(() -> reader.close()
                .onFailure()
                .invoke(failure -> LOG.debug("The reader of a rebuild did not close in good order", failure))
                .onFailure()
                .recoverWithNull());
    }

    private Uni<Void> readOn(RebuildableView view, Rebuild rebuild, RebuildTopics.Reader reader, int patience) {
        if (isAnswered(view, rebuild)) {
            return swap(view, rebuild);
        }
        return reader.next().chain(records -> {
            if (records.isEmpty()) {
                return patience == 0 ? Uni.createFrom().voidItem() : readOn(view, rebuild, reader, patience - 1);
            }
            return applied(view, rebuild, records)
                    .chain(now ->
                            now.isEmpty() ? Uni.createFrom().voidItem() : readOn(view, now.get(), reader, PATIENCE));
        });
    }

    private Uni<Optional<Rebuild>> applied(
            RebuildableView view, Rebuild rebuild, List<ConsumerRecord<String, byte[]>> records) {
        var events = new ArrayList<Event<?>>(records.size());
        var answered = new HashSet<String>();
        try {
            for (var message : records) {
                EventCodec.read(message).ifPresent(event -> {
                    if (event.data() instanceof RebuildAnswered answer) {
                        answered.addAll(answer.types());
                    } else if (view.types().contains(event.type()) && view.concerns(event)) {
                        events.add(event);
                    }
                });
            }
        } catch (UnreadableEventException e) {
            return Uni.createFrom().failure(e);
        }
        long next = records.get(records.size() - 1).offset() + 1;
        return transactions.onConnection(
                transaction -> store.progress(rebuild.id(), next, events.size(), answered, transaction)
                        .call(filling -> filling.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : shadows.fill(view, rebuild.id(), events, transaction)));
    }

    private static boolean isAnswered(RebuildableView view, Rebuild rebuild) {
        return view.types().stream().allMatch(type -> rebuild.answered().contains(type.ceType()));
    }

    private Uni<Void> swap(RebuildableView view, Rebuild rebuild) {
        return transactions
                .onConnection(transaction -> store.hold(rebuild.id(), transaction)
                        .call(held -> held.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : shadows.swapIn(view, rebuild.id(), transaction)
                                        .chain(() -> store.end(rebuild.id(), RebuildState.DONE, null, transaction))))
                // Something was removed meanwhile that a row refers to; now it is known.
                .onFailure()
                .retry()
                .atMost(2)
                .invoke(held -> held.ifPresent(
                        done -> LOG.infof("The view %s was made anew from %d events", view.name(), done.events())))
                .chain(() -> topics.delete(topics.of(rebuild.view(), rebuild.id())));
    }
}

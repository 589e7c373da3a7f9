package dev.liverun.events.inbox;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.UnreadableEventException;
import dev.liverun.events.deadletters.DeadLetters;
import dev.liverun.events.rebuild.Shadows;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The one place where events come in, for every view of a service.
 *
 * <p>A batch that Kafka gave is applied to each view in one transaction, also to what is to replace it. A failure that will pass (the database or the
 * broker is away) is waited for in place: nothing is skipped, nothing is overtaken. Any other failure belongs to a
 * record: the batch is taken apart, the broken record goes to the dead letters with its reason, the rest flows on. Only
 * then is the batch acknowledged.
 */
@ApplicationScoped
public class EventsConsumer {

    private static final Logger LOG = Logger.getLogger(EventsConsumer.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    /** An event and the record it came in, for the dead letters. */
    private record Arrival(ConsumerRecord<String, byte[]> kafkaRecord, Event<?> event) {}

    private final List<EventHandler> handlers;
    private final Inbox inbox;
    private final Shadows shadows;
    private final DeadLetters deadLetters;
    private final InboxMetrics metrics;

    EventsConsumer(
            @All List<EventHandler> handlers,
            Inbox inbox,
            Shadows shadows,
            DeadLetters deadLetters,
            InboxMetrics metrics) {
        this.handlers = handlers;
        this.inbox = inbox;
        this.shadows = shadows;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    @Incoming("events")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        var arrivals = new ArrayList<Arrival>(batch.count());
        var unreadable = new ArrayList<Uni<Void>>();
        for (var kafkaRecord : batch) {
            try {
                EventCodec.read(kafkaRecord)
                        .ifPresentOrElse(event -> arrivals.add(new Arrival(kafkaRecord, event)), metrics::unknownType);
            } catch (UnreadableEventException e) {
                unreadable.add(bury(kafkaRecord, e));
            }
        }
        return inTurn(unreadable)
                .chain(() -> inTurn(handlers.stream()
                        .map(handler -> applyAll(handler, concerning(handler, arrivals)))
                        .toList()));
    }

    private static List<Arrival> concerning(EventHandler handler, List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival ->
                        handler.types().contains(arrival.event().type()) && handler.concerns(arrival.event()))
                .toList();
    }

    private Uni<Void> applyAll(EventHandler handler, List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return patiently(apply(handler, arrivals))
                .onFailure()
                .recoverWithUni(failure -> arrivals.size() == 1
                        ? bury(arrivals.get(0).kafkaRecord(), failure)
                        : inTurn(arrivals.stream()
                                .map(arrival -> applyAll(handler, List.of(arrival)))
                                .toList()));
    }

    private Uni<Void> apply(EventHandler handler, List<Arrival> arrivals) {
        List<Event<?>> events = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival -> events.add(arrival.event()));
        return Uni.createFrom().deferred(() -> shadows.besides(
                        handler, events, transaction -> inbox.firstTime(handler.name(), events, transaction)
                                .chain(fresh -> fresh.isEmpty()
                                        ? Uni.createFrom().item(0)
                                        : handler.apply(fresh, transaction).replaceWith(fresh.size())))
                .invoke(applied -> metrics.applied(handler.name(), applied, events.size() - applied))
                .replaceWithVoid());
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> kafkaRecord, Throwable reason) {
        return Uni.createFrom()
                .deferred(() -> patiently(deadLetters.add(kafkaRecord, reason)).invoke(() -> {
                    metrics.deadLetter();
                    LOG.warnf(
                            "Dead letter: %s-%d@%d: %s",
                            kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset(), reason);
                }));
    }

    /** Tries again for as long as the failure is one that passes. */
    private Uni<Void> patiently(Uni<Void> work) {
        return work.onFailure(failure -> {
                    if (Failures.passes(failure)) {
                        metrics.retried();
                        LOG.warnf("Events wait in Kafka, nothing is lost; trying again: %s", failure);
                        return true;
                    }
                    return false;
                })
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .indefinitely();
    }

    private static Uni<Void> inTurn(List<Uni<Void>> works) {
        return works.isEmpty()
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(works)
                        .onItem()
                        .transformToUniAndConcatenate(work -> work)
                        .onItem()
                        .ignoreAsUni();
    }
}

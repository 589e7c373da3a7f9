package dev.liverun.events.republish;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.Ids;
import dev.liverun.events.Topics;
import dev.liverun.events.contract.RebuildAnswered;
import dev.liverun.events.jobs.Batches;
import dev.liverun.events.jobs.OneAtATime;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Publishes once more what others asked for, and says when that was all. One replica does it; if it ends in between, the
 * next begins anew, and whoever listens recognises what it has.
 */
@ApplicationScoped
class RepublishJob {

    private static final Logger LOG = Logger.getLogger(RepublishJob.class);

    private static final String DUE =
            "select rebuild_id, topic, types from republications where answered_at is null order by requested_at";
    private static final String ANSWERED =
            "update republications set answered_at = now(), events = $2 where rebuild_id = $1";

    private record Request(UUID rebuildId, String topic, Set<String> types) {}

    private final Pool pool;
    private final List<Republisher> republishers;
    private final RebuildTopics rebuilds;
    private final Topics topics;
    private final OneAtATime one;
    private final Clock clock;

    RepublishJob(
            Pool pool,
            @All List<Republisher> republishers,
            RebuildTopics rebuilds,
            Topics topics,
            OneAtATime one,
            Clock clock) {
        this.pool = pool;
        this.republishers = republishers;
        this.rebuilds = rebuilds;
        this.topics = topics;
        this.one = one;
        this.clock = clock;
    }

    @Scheduled(
            identity = "republish",
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> answerDue() {
        if (republishers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return due().chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : one.run("republish", () -> due().chain(requests -> Batches.each(
                                        requests,
                                        this::answer,
                                        (request, failure) -> LOG.warnf(
                                                failure, "The rebuild %s is answered later", request.rebuildId()))))
                                .replaceWithVoid())
                .onFailure()
                .invoke(failure -> LOG.warnf("Rebuilds are answered later: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<Request>> due() {
        return pool.query(DUE).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Request(row.getUUID(0), row.getString(1), Set.of(row.getArrayOfStrings(2))))
                .toList());
    }

    private Uni<Void> answer(Request request) {
        return rebuilds.exists(request.topic())
                .chain(wanted -> wanted
                        ? publish(request).chain(events -> answered(request, events))
                        // Ended since, by its operator.
                        : answered(request, 0));
    }

    private Uni<Void> answered(Request request, long events) {
        return pool.preparedQuery(ANSWERED)
                .execute(Tuple.of(request.rebuildId(), events))
                .replaceWithVoid();
    }

    private Uni<Long> publish(Request request) {
        var asked = republishers.stream()
                .filter(one -> one.types().stream().anyMatch(type -> isWanted(request, type)))
                .toList();
        var types = asked.stream()
                .flatMap(one -> one.types().stream())
                .filter(type -> isWanted(request, type))
                .map(EventType::ceType)
                .distinct()
                .sorted()
                .toList();
        var all = asked.stream().map(Republisher::begin).reduce(Pages::then).orElseThrow();
        return rest(request, all).call(events -> {
            var last = new RebuildAnswered(request.rebuildId(), topics.source(), types, events);
            return rebuilds.send(request.topic(), List.of(Event.fact(Ids.next(), last, clock.instant())));
        });
    }

    private Uni<Long> rest(Request request, Pages pages) {
        return pages.next().chain(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().item(0L);
            }
            var wanted = page.stream()
                    .filter(event -> isWanted(request, event.type()))
                    .collect(Collectors.<Event<?>>toList());
            return rebuilds.send(request.topic(), wanted)
                    .chain(() -> rest(request, pages))
                    .map(more -> wanted.size() + more);
        });
    }

    private static boolean isWanted(Request request, EventType type) {
        return request.types().contains(type.ceType());
    }
}
